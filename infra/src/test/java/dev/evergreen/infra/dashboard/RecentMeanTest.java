package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentMeanTest {
    private static final int WINDOW = 10;

    @Test
    void isTheMeanOfAllWhileTheyFitTheWindow() {
        var recent = new RecentMean(WINDOW);
        recent.add(1, 1.0);
        recent.add(4, 0.25);

        assertThat(recent.rows()).isEqualTo(4);
        assertThat(recent.mean()).isEqualTo(0.25);
    }

    @Test
    void isTheMeanOfTheNewestRowsWhateverTheOutcomes() {
        var random = new SplittableRandom(1);
        var recent = new RecentMean(WINDOW);
        double[] losses = random.doubles(200).toArray();
        double sum = 0;
        for (int rows = 1; rows <= losses.length; rows++) {
            sum += losses[rows - 1];
            recent.add(rows, sum / rows);

            int from = Math.max(0, rows - WINDOW);
            double newest = 0;
            for (int i = from; i < rows; i++) {
                newest += losses[i];
            }
            assertThat(recent.rows()).isEqualTo(rows - from);
            assertThat(recent.mean()).isCloseTo(newest / (rows - from), within(1e-9));
        }
    }

    @Test
    void goesOnWhenRowsAreCountedAnew() {
        var recent = new RecentMean(WINDOW);
        for (int rows = 1; rows <= 20; rows++) {
            recent.add(rows, 1.0);
        }
        recent.add(1, 0.0);
        recent.add(2, 0.0);

        assertThat(recent.rows()).isEqualTo(WINDOW);
        assertThat(recent.mean()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void aRowThatCountsInNoFigureChangesNothing() {
        var recent = new RecentMean(WINDOW);
        recent.add(5, 0.6);
        recent.add(5, 0.6);

        assertThat(recent.rows()).isEqualTo(5);
        assertThat(recent.mean()).isCloseTo(0.6, within(1e-9));
    }
}
