package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0|0|replay [                    ] 0% 0/2,000",
                "0|5|replay [                    ] 0% 0/2,000",
                "500|0|replay [====>               ] 25% 500/2,000",
                "500|2|replay [====>               ] 25% 500/2,000, 250/s, 6 s left",
                "1|2|replay [                    ] 0% 1/2,000, 0.5/s, 1 h 6 min left",
                "1999|10|replay [==================> ] 99% 1,999/2,000, 200/s, 1 s left",
                "2000|8|replay [====================] 100% 2,000/2,000, 250/s",
            })
    void showsShareSpeedAndTimeLeft(long done, long seconds, String line) {
        assertThat(ProgressLine.of("replay", done, 2_000, "").render(Duration.ofSeconds(seconds), 100))
                .isEqualTo(line);
    }

    @Test
    void endsInTheDetail() {
        assertThat(ProgressLine.of("replay", 2, 2, "round 3").render(Duration.ZERO, 100))
                .isEqualTo("replay [====================] 100% 2/2; round 3");
        assertThat(ProgressLine.of("start", "Kafka").render(Duration.ZERO, 100)).isEqualTo("start: Kafka");
        assertThat(new ProgressLine("read", 1_234, OptionalLong.empty(), "x.csv").render(Duration.ofHours(1), 100))
                .isEqualTo("read 1,234; x.csv");
    }

    @Test
    void isCutAtTheWidthOfTheTerminal() {
        var line = ProgressLine.of("start", "0123456789");

        assertThat(line.render(Duration.ZERO, 17)).isEqualTo("start: 0123456789");
        assertThat(line.render(Duration.ZERO, 16)).isEqualTo("start: 01234567…");
    }

    @ParameterizedTest
    @CsvSource({"59, 59 s", "60, 1 min", "3599, 59 min 59 s", "3600, 1 h", "86399, 23 h 59 min", "900000, 10 d 10 h"})
    void spellsDurationsInTheirTwoLargestUnits(long seconds, String spelled) {
        assertThat(ProgressLine.spell(Duration.ofSeconds(seconds))).isEqualTo(spelled);
    }
}
