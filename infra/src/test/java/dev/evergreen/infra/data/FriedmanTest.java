package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FriedmanTest {
    @Test
    void drawsTheSameRowsFromTheSameSeed() {
        List<Row> rows = Friedman.ofPaper(1, 100).rows().toList();

        assertThat(rows).isEqualTo(Friedman.ofPaper(1, 100).rows().toList()).hasSize(100);
        assertThat(rows).isNotEqualTo(Friedman.ofPaper(2, 100).rows().toList());
    }

    @Test
    void isTheFormulaOfThePaper() {
        assertThat(new Friedman(3, 200, 7, 0).rows()).allSatisfy(row -> {
            double[] x = row.features().toArray();
            assertThat(x).hasSize(7);
            assertThat(row.label())
                    .isCloseTo(
                            10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * Math.pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4],
                            within(1e-12));
        });
    }

    /** Of features even in 0 to 1 the formula has the mean 14.41 and the deviation 4.88; the noise adds 1 to its square. */
    @Test
    void hasTheMomentsThatFollow() {
        List<Row> rows = Friedman.ofPaper(4, 50_000).rows().toList();
        double mean = rows.stream().mapToDouble(Row::label).average().orElseThrow();
        double square = rows.stream()
                .mapToDouble(row -> row.label() * row.label())
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(14.41, within(0.1));
        assertThat(Math.sqrt(square - mean * mean)).isCloseTo(4.98, within(0.1));
    }

    @Test
    void refusesFewerFeaturesThanCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Friedman(1, 10, 4, 1))
                .withMessage("size 10, 4 features, noise 1.0");
    }
}
