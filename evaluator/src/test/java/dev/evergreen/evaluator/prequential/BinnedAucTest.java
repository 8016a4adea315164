package dev.evergreen.evaluator.prequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinnedAucTest {
    private static final int NEGATIVES = 0;
    private static final int POSITIVES = BinnedAuc.BINS;

    @Test
    void liesWithinItsErrorBoundOfTheExactFigure() {
        var random = new SplittableRandom(7);
        for (double sharpness : new double[] {0.1, 1, 6, 40}) {
            var cells = new Cells(0, 2 * BinnedAuc.BINS, change -> {});
            var exact = new ExactAuc();
            for (int i = 0; i < 20_000; i++) {
                boolean positive = random.nextInt(5) == 0;
                double logit = sharpness * (random.nextDouble() - (positive ? 0.3 : 0.7));
                double score = 1 / (1 + Math.exp(-logit));
                exact.add(score, positive);
                cells.increment((positive ? POSITIVES : NEGATIVES) + BinnedAuc.bin(score));
            }
            double bound = BinnedAuc.errorBound(cells, NEGATIVES, POSITIVES);
            double error = BinnedAuc.value(cells, NEGATIVES, POSITIVES).orElseThrow()
                    - exact.value().orElseThrow();
            assertThat(Math.abs(error)).isLessThanOrEqualTo(bound + 1e-15);
            assertThat(bound).isLessThan(0.02);
        }
    }

    @Test
    void binsNeverFallAsTheScoreRises() {
        int last = 0;
        for (int i = 0; i <= 1_000_000; i++) {
            int bin = BinnedAuc.bin(i / 1e6);
            assertThat(bin).isGreaterThanOrEqualTo(last);
            last = bin;
        }
        assertThat(BinnedAuc.bin(0)).isZero();
        assertThat(BinnedAuc.bin(1)).isEqualTo(BinnedAuc.BINS - 1);
        assertThat(BinnedAuc.bin(0.5)).isEqualTo(BinnedAuc.BINS / 2);
    }
}
