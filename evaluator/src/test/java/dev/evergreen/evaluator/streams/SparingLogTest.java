package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparingLogTest {
    private final List<String> lines = new ArrayList<>();
    private long now = -5;
    private final SparingLog log = new SparingLog(lines::add, () -> now);

    @Test
    void saysAllOfAFew() {
        for (int i = 0; i < 3 * SparingLog.LINES; i++) {
            log.say("line " + i);
            now += SparingLog.PERIOD_NANOS / SparingLog.LINES;
        }

        assertThat(lines).hasSize(3 * SparingLog.LINES).contains("line 0", "line 29");
    }

    @Test
    void ofManySaysTheFirstAndHowManyWereLeftOut() {
        for (int i = 0; i < 1_500; i++) {
            log.say("line " + i);
        }
        now += SparingLog.PERIOD_NANOS;
        log.say("late");
        log.say("later");

        assertThat(lines)
                .hasSize(SparingLog.LINES + 2)
                .startsWith("line 0")
                .endsWith("line 9", "late (and 1,490 such lines were left out before)", "later");
    }
}
