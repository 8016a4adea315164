package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomRbfTest {
    @Test
    void drawsTheSameRowsFromTheSameSeed() {
        List<Row> rows = RandomRbf.of(1, 100, 7).rows().toList();

        assertThat(rows).isEqualTo(RandomRbf.of(1, 100, 7).rows().toList()).hasSize(100);
        assertThat(rows).isNotEqualTo(RandomRbf.of(2, 100, 7).rows().toList());
    }

    @Test
    void hasEveryClassAndItsFeatures() {
        var source = RandomRbf.of(3, 5_000, 7);

        assertThat(source.rows().mapToInt(row -> (int) row.label()).distinct().sorted())
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(source.rows())
                .allSatisfy(row -> assertThat(row.features().size())
                        .isEqualTo(source.features().size())
                        .isEqualTo(10));
    }

    /** Two centroids, and so two clouds, each with a mean of its own and all rows of a class about it. */
    @Test
    void rowsLieAboutTheCentroidsOfTheirClass() {
        List<Row> rows = new RandomRbf(4, 40_000, 3, 2, 2).rows().toList();
        for (int label = 0; label < 2; label++) {
            int wanted = label;
            List<Row> cloud = rows.stream().filter(row -> row.label() == wanted).toList();
            for (int f = 0; f < 3; f++) {
                int feature = f;
                double mean = cloud.stream()
                        .mapToDouble(row -> row.features().get(feature))
                        .average()
                        .orElseThrow();
                // The centroid lies in the unit cube, and directions are even.
                assertThat(mean).isBetween(-0.02, 1.02);
            }
        }
        double apart = IntStream.range(0, 3)
                .mapToDouble(f -> mean(rows, 0, f) - mean(rows, 1, f))
                .map(d -> d * d)
                .sum();
        assertThat(apart).isGreaterThan(0.01);
    }

    private static double mean(List<Row> rows, int label, int feature) {
        return rows.stream()
                .filter(row -> row.label() == label)
                .mapToDouble(row -> row.features().get(feature))
                .average()
                .orElseThrow();
    }

    @Test
    void refusesFewerCentroidsThanClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomRbf(1, 10, 2, 3, 2))
                .withMessage("size 10, 2 features, 3 classes, 2 centroids");
    }
}
