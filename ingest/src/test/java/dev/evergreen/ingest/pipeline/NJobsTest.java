package dev.evergreen.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NJobsTest {

    @ParameterizedTest
    @CsvSource({"1, 8, 1", "9, 8, 9", "-1, 8, 8", "-2, 8, 7", "-9, 8, 1", "auto, 8, 8", "auto, 1, 1"})
    void isAtMost(String nJobs, int cores, int most) {
        assertThat(NJobs.parse(nJobs).resolve(cores)).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-2", "auto"})
    void isWrittenAsItIsRead(String text) {
        assertThat(NJobs.parse(text)).hasToString(text);
    }

    @Test
    void onlyAutoIsAuto() {
        assertThat(NJobs.AUTO.isAuto()).isTrue();
        assertThat(NJobs.ALL.isAuto()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "Auto", "", "1.5", "99999999999"})
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> NJobs.parse(text))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(
                        "n_jobs: '%s' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), "
                                + "or auto",
                        text);
    }
}
