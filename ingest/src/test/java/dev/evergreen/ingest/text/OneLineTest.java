package dev.evergreen.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void leavesPlainTextAlone() {
        assertThat(OneLine.of("Zürich, 東京 😀", 60)).isEqualTo("Zürich, 東京 😀");
    }

    @Test
    void replacesWhatBreaksALineOrDeceivesAnEye() {
        assertThat(OneLine.of("a\nb\u001B[31m\u2028c\u202Ed\uD800", 60))
                .isEqualTo("a\uFFFDb\uFFFD[31m\uFFFDc\uFFFDd\uFFFD");
    }

    @Test
    void cutsWhatIsTooLongButNoCharacterInHalf() {
        assertThat(OneLine.of("abcde", 5)).isEqualTo("abcde");
        assertThat(OneLine.of("abcdef", 5)).isEqualTo("abcd…");
        assertThat(OneLine.of("abc😀😀", 5)).isEqualTo("abc…");
    }

    @Test
    void knowsHalfASurrogatePair() {
        assertThat(OneLine.isWellFormed("a😀")).isTrue();
        assertThat(OneLine.isWellFormed("a\uD83D")).isFalse();
        assertThat(OneLine.isWellFormed("\uDE00a")).isFalse();
    }
}
