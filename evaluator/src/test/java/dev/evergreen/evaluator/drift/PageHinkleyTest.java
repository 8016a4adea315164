package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {
    private static final DriftDetection.PageHinkley DEFAULT = DriftDetection.DEFAULT.pageHinkley();

    /** By hand: of the k-th error after 100 right answers 1 - k/(100 + k) is added; six of them make 5.799. */
    @Test
    void alarmsWhereTheSumPassesTheThreshold() {
        var test = new PageHinkley(new DriftDetection.PageHinkley(0, 5, 1));
        assertThat(Losses.signals(test, 200, row -> row < 100 ? 0 : 1)).first().satisfies(at -> {
            assertThat(at.row()).isEqualTo(105);
            assertThat(at.signal().value()).isCloseTo(5.799, within(1e-3));
            assertThat(at.signal().sinceRows()).isEqualTo(6);
            assertThat(at.signal().sinceTime()).isEqualTo(100_000);
        });
    }

    @Test
    void withoutForgettingItIsTheSumMinusItsLowest() {
        var settings = new DriftDetection.PageHinkley(0.01, 8, 1);
        var errors = Losses.errors(3, row -> row < 400 ? 0.2 : 0.4);
        var losses = new double[2_000];
        Arrays.setAll(losses, errors);
        double mean = 0;
        double sum = 0;
        double lowest = 0;
        int alarm = -1;
        for (int row = 0; row < losses.length && alarm < 0; row++) {
            mean += (losses[row] - mean) / (row + 1);
            sum += losses[row] - mean - 0.01;
            lowest = Math.min(lowest, sum);
            if (row >= PageHinkley.WARM_UP && sum - lowest > 8) {
                alarm = row;
            }
        }
        var alarms = Losses.signals(new PageHinkley(settings), losses.length, row -> losses[row]);
        assertThat(alarms.getFirst().row()).isEqualTo(alarm);
    }

    @Test
    void withoutAChangeItIsMostlySilentAndARiseIsFound() {
        int alarms = 0;
        for (int seed = 0; seed < 10; seed++) {
            alarms += Losses.signals(new PageHinkley(DEFAULT), 100_000, Losses.errors(seed, row -> 0.1))
                    .size();
            var found = Losses.signals(
                    new PageHinkley(DEFAULT), 10_000, Losses.errors(seed, row -> row < 5_000 ? 0.1 : 0.2));
            assertThat(found.getFirst().row()).isBetween(5_050, 5_900);
        }
        System.out.printf("page-hinkley: error rate 0.10, 10 streams of 100,000 rows: %d false alarms%n", alarms);
        assertThat(alarms).as("false alarms in a million rows").isLessThanOrEqualTo(10);
    }
}
