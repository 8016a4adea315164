package dev.evergreen.evaluator.champion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestPipelines;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How soon a better model is found to be it. */
class PowerTest {
    private static final int RUNS = 201;
    private static final int NEVER = 40_000;

    @Test
    void threePointsMore() {
        // Two models of one stream agree on most rows: they differ on one in ten, and there the better one is right in
        // 65 %.
        assertThat(medianOfPoints(0.10, 0.03, 0)).isBetween(900, 1_300);
    }

    @Test
    void fivePointsMore() {
        assertThat(medianOfPoints(0.10, 0.05, 0)).isBetween(300, 500);
    }

    @Test
    void threePointsMoreAfterATimeOfThreePointsLess() {
        assertThat(medianOfPoints(0.10, 0.03, 2_000)).isBetween(1_300, 1_900);
    }

    @Test
    void aTenthLessErrorOnNumbers() {
        var events = new int[RUNS];
        for (int run = 0; run < RUNS; run++) {
            var duel = new Duel(TestPipelines.numbers("price").withPromotion(Duel.EACH_ROW.withMinEvents(1)), 1, 2);
            var random = new SplittableRandom(run);
            while (duel.champion() == 1 && duel.contest.rows() < NEVER) {
                double common = random.nextDouble(-1, 1);
                double own = random.nextDouble(-1, 1);
                duel.row(0, Map.of(1L, common + 0.5 * own, 2L, 0.9 * common + 0.45 * own));
            }
            events[run] = (int) duel.contest.rows();
        }
        assertThat(median(events)).isBetween(100, 500);
    }

    /** @param worse rows before, on which the challenger is as much worse */
    private static int medianOfPoints(double differing, double points, int worse) {
        var events = new int[RUNS];
        for (int run = 0; run < RUNS; run++) {
            var duel = new Duel(Duel.EACH_ROW.withMinEvents(1), 1, 2);
            var random = new SplittableRandom(run);
            for (int i = 0; i < worse; i++) {
                differ(duel, differing, -points, random);
            }
            while (duel.champion() == 1 && duel.contest.rows() < NEVER) {
                differ(duel, differing, points, random);
            }
            events[run] = (int) duel.contest.rows() - worse;
        }
        return median(events);
    }

    private static void differ(Duel duel, double differing, double points, SplittableRandom random) {
        double draw = random.nextDouble();
        double ahead = (differing + points) / 2;
        duel.row(1, Map.of(1L, draw < ahead ? 0.0 : 1.0, 2L, draw >= ahead && draw < differing ? 0.0 : 1.0));
    }

    private static int median(int[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
