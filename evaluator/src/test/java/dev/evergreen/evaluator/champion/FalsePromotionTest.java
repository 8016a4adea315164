package dev.evergreen.evaluator.champion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestPipelines;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How often a champion is replaced by one that is not better, with a look after each of many rows. */
class FalsePromotionTest {
    private static final int RUNS = 1_000;
    private static final double ALPHA = 0.05;

    @Test
    void aThousandPairsOfEqualModelsPromoteInAlphaOfTheRunsAtMost() {
        int promoted = 0;
        for (int run = 0; run < RUNS; run++) {
            // From the first row on, so that nothing but the test holds it back.
            var duel = new Duel(Duel.EACH_ROW.withMinEvents(1), 1, 2);
            var random = new SplittableRandom(run);
            for (int i = 0; i < 4_000 && duel.champion() == 1; i++) {
                duel.rows(1, 1, 0.25, 2, 0.25, random);
            }
            promoted += duel.champion() == 1 ? 0 : 1;
        }
        assertThat(promoted / (double) RUNS).isBetween(0.001, ALPHA);
    }

    @Test
    void soDoSevenEqualChallengersOfOneReign() {
        int promoted = 0;
        for (int run = 0; run < RUNS; run++) {
            var duel = new Duel(Duel.EACH_ROW.withMinEvents(1), 1);
            var random = new SplittableRandom(run);
            for (int round = 2; round <= 8 && duel.champion() == 1; round++) {
                duel.arrives(round);
                for (int i = 0; i < 500 && duel.champion() == 1; i++) {
                    duel.row(1, answers(round, random));
                }
            }
            promoted += duel.champion() == 1 ? 0 : 1;
        }
        assertThat(promoted / (double) RUNS).isBetween(0.001, ALPHA);
    }

    @Test
    void soDoesOneThatIsNoBetterThanTheGainThatIsAskedFor() {
        int promoted = 0;
        for (int run = 0; run < RUNS; run++) {
            var duel = new Duel(Duel.EACH_ROW.withMinEvents(1).withMinGain(0.02), 1, 2);
            var random = new SplittableRandom(run);
            for (int i = 0; i < 2_000 && duel.champion() == 1; i++) {
                duel.rows(1, 1, 0.25, 2, 0.23, random);
            }
            promoted += duel.champion() == 1 ? 0 : 1;
        }
        assertThat(promoted / (double) RUNS).isLessThanOrEqualTo(ALPHA);
    }

    @Test
    void soDoEqualModelsOfANumberWithWildErrors() {
        int promoted = 0;
        for (int run = 0; run < RUNS; run++) {
            var duel = new Duel(TestPipelines.numbers("price").withPromotion(Duel.EACH_ROW.withMinEvents(1)), 1, 2);
            var random = new SplittableRandom(run);
            for (int i = 0; i < 2_000 && duel.champion() == 1; i++) {
                duel.row(0, Map.of(1L, wild(random), 2L, wild(random)));
            }
            promoted += duel.champion() == 1 ? 0 : 1;
        }
        assertThat(promoted / (double) RUNS).isLessThanOrEqualTo(ALPHA);
    }

    private static Map<Long, Double> answers(long newest, SplittableRandom random) {
        var answers = new HashMap<Long, Double>();
        for (long round = 1; round <= newest; round++) {
            answers.put(round, random.nextDouble() < 0.25 ? 0.0 : 1.0);
        }
        return answers;
    }

    /** Cauchy's distribution, which has no mean. */
    private static double wild(SplittableRandom random) {
        return Math.tan(Math.PI * (random.nextDouble() - 0.5));
    }
}
