package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CutsTest {
    private final Random random = new Random(1);

    @Test
    void rankIsTheNumberOfCutsBelow() {
        assertThat(ranks(new Cuts(new double[] {-1, 0, 2.5}), -1.5, -1, -0.5, -0.0, 0, 1, 2.5, 2.6))
                .containsExactly(0, 0, 1, 1, 1, 2, 2, 3);
    }

    @Test
    void oneCutAndInfiniteCutsAreRankedLikeOthers() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(ranks(new Cuts(new double[] {3}), -inf, 3, Math.nextUp(3), inf))
                .containsExactly(0, 0, 1, 1);
        assertThat(ranks(new Cuts(new double[] {-inf, inf}), -inf, 0, inf)).containsExactly(0, 1, 1);
        assertThat(ranks(new Cuts(new double[] {-inf, 1, 2, inf}), -inf, -1e308, 1, 1.5, 2, 1e308, inf))
                .containsExactly(0, 1, 1, 2, 2, 3, 3);
        assertThat(ranks(new Cuts(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}), -inf, -1, 1, inf))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void ranksAreRightHoweverTheCutsAreSpread() {
        rightFor(() -> random.nextGaussian());
        rightFor(() -> random.nextInt(50));
        rightFor(() -> Math.exp(40 * random.nextGaussian()));
        rightFor(() -> 1e9 + random.nextInt(30) * Math.ulp(1e9));
        rightFor(() -> random.nextInt(100) * Double.MIN_VALUE);
        rightFor(() -> Double.longBitsToDouble(random.nextLong()));
        rightFor(() -> random.nextInt(20) == 0 ? 1e300 * random.nextGaussian() : random.nextDouble());
    }

    private void rightFor(DoubleSupplier values) {
        for (int i = 0; i < 50; i++) {
            double[] cuts = DoubleStream.generate(values)
                    .filter(x -> !Double.isNaN(x))
                    .map(x -> x + 0.0)
                    .limit(1 + random.nextInt(200))
                    .sorted()
                    .distinct()
                    .toArray();
            var ranked = new Cuts(cuts);
            for (int j = 0; j < 100; j++) {
                double x = j < 30 ? cuts[random.nextInt(cuts.length)] : values.getAsDouble();
                for (double near : new double[] {x, Math.nextUp(x), Math.nextDown(x)}) {
                    if (!Double.isNaN(near)) {
                        assertThat(ranked.rank(near)).as("%s", near).isEqualTo((int)
                                DoubleStream.of(cuts).filter(cut -> cut < near).count());
                    }
                }
            }
        }
    }

    private static int[] ranks(Cuts cuts, double... values) {
        return DoubleStream.of(values).mapToInt(cuts::rank).toArray();
    }
}
