package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.DriftDetection;
import org.junit.jupiter.api.Test;

class DdmTest {
    private static final DriftDetection.Ddm DEFAULT = DriftDetection.DEFAULT.ddm();

    /**
     * By hand: at row 100 the rate is 0.1 with s = 0.03, the lowest sum so far. From then on all are wrong. It warns above
     * 0.16, at row 104 (14/104 + 0.0335); alarms above 0.19, at row 107 (17/107 + 0.0353 = 0.1942).
     */
    @Test
    void warnsAndAlarmsWhereThePaperSays() {
        var ddm = new Ddm(DEFAULT);
        var alarms = Losses.signals(ddm, 107, row -> row % 10 == 0 || row >= 100 ? 1 : 0);
        assertThat(alarms).singleElement().satisfies(at -> {
            assertThat(at.row()).isEqualTo(106);
            assertThat(at.signal().value()).isCloseTo(0.1942, within(1e-4));
            assertThat(at.signal().threshold()).isCloseTo(0.19, within(1e-12));
            assertThat(at.signal().sinceRows()).isEqualTo(4);
            assertThat(at.signal().sinceTime()).isEqualTo(103_000);
        });
        assertThat(Losses.signals(ddm, Ddm.WARM_UP - 1, row -> 1))
                .as("it begins again")
                .isEmpty();
    }

    @Test
    void warningThatPassesIsForgotten() {
        var ddm = new Ddm(DEFAULT);
        Losses.signals(ddm, 100, row -> row % 10 == 0 ? 1 : 0);
        assertThat(Losses.signals(ddm, 5, row -> 1)).isEmpty();
        assertThat(Losses.signals(ddm, 100, row -> 0)).isEmpty();
        var alarms = Losses.signals(ddm, 100, row -> 1);
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.getFirst().signal().sinceTime())
                .as("event time of the second warning, counted anew from 0")
                .isBetween(0L, 1_000L * alarms.getFirst().row());
    }

    @Test
    void firstErrorAfterManyRightAnswersIsNoDrift() {
        assertThat(Losses.signals(new Ddm(DEFAULT), 1_000, row -> row == 900 ? 1 : 0))
                .isEmpty();
    }

    @Test
    void riseIsFound() {
        for (int seed = 0; seed < 20; seed++) {
            var ddm = new Ddm(DEFAULT);
            var alarms = Losses.signals(ddm, 3_000, Losses.errors(seed, row -> row < 1_500 ? 0.1 : 0.4));
            assertThat(alarms.stream().filter(at -> at.row() >= 1_500)).isNotEmpty();
        }
    }
}
