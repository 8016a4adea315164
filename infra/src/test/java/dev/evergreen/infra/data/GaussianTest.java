package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GaussianTest {
    private static final int ROWS = 20_000;

    @Test
    void drawsTheSameRowsFromTheSameSeed() {
        assertThat(Gaussian.of(1, 50, 6).rows().toList())
                .isEqualTo(Gaussian.of(1, 50, 6).rows().toList());
        assertThat(Gaussian.of(2, 50, 6).rows().toList())
                .isNotEqualTo(Gaussian.of(1, 50, 6).rows().toList());
    }

    @Test
    void drawsBothClassesEquallyOften() {
        long positive =
                Gaussian.of(3, ROWS, 20).rows().filter(row -> row.label() == 1).count();

        assertThat(positive).isBetween(ROWS / 2 - 400L, ROWS / 2 + 400L);
    }

    @Test
    void tellsClassesApartByTheFirstFeaturesAlone() {
        var source = Gaussian.of(3, ROWS, 20);

        assertThat(source.informative()).isEqualTo(10);
        assertThat(squaredDistanceOfMeans(source, 0, 10)).isGreaterThan(1);
        assertThat(squaredDistanceOfMeans(source, 10, 20)).isLessThan(0.02);
    }

    @Test
    void givesNoiseFeaturesZeroMeanAndUnitVariance() {
        var rows = Gaussian.of(4, ROWS, 4).rows().toList();
        double mean =
                rows.stream().mapToDouble(r -> r.features().get(3)).average().orElseThrow();
        double square = rows.stream()
                .mapToDouble(r -> r.features().get(3) * r.features().get(3))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(-0.03, 0.03);
        assertThat(square - mean * mean).isBetween(0.95, 1.05);
    }

    @Test
    void refusesFeaturesThatCannotHoldTheClusters() {
        assertThatThrownBy(() -> new Gaussian(1, 10, 3, 1, 0)).hasMessageContaining("1 of 3 features informative");
    }

    private static double squaredDistanceOfMeans(Gaussian source, int from, int to) {
        var rows = source.rows().toList();
        double sum = 0;
        for (int f = from; f < to; f++) {
            int feature = f;
            double[] means = new double[2];
            for (int label = 0; label < 2; label++) {
                int wanted = label;
                means[label] = rows.stream()
                        .filter(r -> r.label() == wanted)
                        .mapToDouble(r -> r.features().get(feature))
                        .average()
                        .orElseThrow();
            }
            sum += (means[0] - means[1]) * (means[0] - means[1]);
        }
        return sum;
    }
}
