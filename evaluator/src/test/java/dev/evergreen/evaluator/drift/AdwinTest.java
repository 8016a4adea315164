package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.DriftDetection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdwinTest {
    private static final DriftDetection.Adwin DEFAULT = DriftDetection.DEFAULT.adwin();

    /** By hand: m = 16, variance 1/4, ln(2 ln 64 / 0.002) = 8.3329; so the bound is 0.5103 + 0.3472. */
    @Test
    void boundIsThatOfThePaper() {
        var alarms = Losses.signals(new Adwin(new DriftDetection.Adwin(0.002)), 64, row -> row < 32 ? 0 : 1);
        assertThat(alarms).singleElement().satisfies(at -> {
            assertThat(at.row()).isEqualTo(63);
            assertThat(at.signal().value()).isEqualTo(1);
            assertThat(at.signal().threshold()).isCloseTo(0.5103 + 0.3472, within(1e-4));
            assertThat(at.signal().sinceTime())
                    .isEqualTo(1_000 * (64 - at.signal().sinceRows()));
        });
        assertThat(Losses.signals(new Adwin(new DriftDetection.Adwin(1e-4)), 64, row -> row < 32 ? 0 : 1))
                .as("of ln 65,500 = 11.3 the bound is 0.5944 + 0.4711")
                .isEmpty();
    }

    @Test
    void fallShrinksTheWindowAndIsNoAlarm() {
        var adwin = new Adwin(DEFAULT);
        assertThat(Losses.signals(adwin, 3_200, Losses.errors(1, row -> row < 1_600 ? 0.5 : 0.1)))
                .isEmpty();
        assertThat(adwin.buckets().rows()).isBetween(1_500L, 2_000L);
        assertThat(adwin.buckets().sum() / adwin.buckets().rows()).isCloseTo(0.1, within(0.04));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.3, 0.5})
    void withoutAChangeItIsSilent(double rate) {
        int alarms = 0;
        for (int seed = 0; seed < 10; seed++) {
            alarms += Losses.signals(new Adwin(DEFAULT), 100_000, Losses.errors(seed, row -> rate))
                    .size();
        }
        System.out.printf("adwin: error rate %.2f, 10 streams of 100,000 rows: %d false alarms%n", rate, alarms);
        assertThat(alarms).as("false alarms in a million rows").isLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.2, 500", "0.1, 0.3, 250", "0.05, 0.5, 100", "0.3, 0.4, 1000"})
    void riseIsFoundWithinSoManyRows(double before, double after, int delay) {
        for (int seed = 0; seed < 20; seed++) {
            var alarms = Losses.signals(
                    new Adwin(DEFAULT), 10_000, Losses.errors(seed, row -> row < 5_000 ? before : after));
            var found = alarms.stream().filter(at -> at.row() >= 5_000).findFirst();
            assertThat(found).as("seed %d", seed).isPresent();
            assertThat(found.get().row()).isLessThanOrEqualTo(5_000 + delay);
            // What is kept begins near the change.
            assertThat(found.get().signal().sinceTime() / 1_000).isBetween(4_400L, 5_600L);
        }
    }

    /** Three errors at the end of 32 rows, where a split of 29 and 3 would be beyond its bound (1 against 0.857). */
    @Test
    void partsOfLessThanFiveRowsAreNotCompared() {
        var eager = new Adwin(new DriftDetection.Adwin(0.9));
        assertThat(Losses.signals(eager, 32, row -> row < 29 ? 0 : 1)).isEmpty();
    }
}
