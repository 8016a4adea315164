package dev.evergreen.trainer.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 1_023, 1_024, 1_000_000})
    void sumsOfTheGreatestFitAndAreExact(int rows) {
        for (double most : new double[] {1e-250, 0.3, 1, 1e300 / rows}) {
            var gradients = new Gradients(rows);
            gradients.scale(most, most);
            for (int i = 0; i < rows; i++) {
                gradients.set(i, i % 3 == 0 ? most : -most, most);
            }
            int firsts = (rows + 2) / 3;
            long weights = Arrays.stream(gradients.weights).sum();

            assertThat(weights).isPositive();
            assertThat(gradients.rows(weights)).isEqualTo(rows);
            // A second derivative keeps 61 bits less twice those of the rows, a gradient 61 less them.
            assertThat(gradients.hessian(weights) / most).isCloseTo(rows, within(rows * 1e-5));
            assertThat(gradients.gradient(Arrays.stream(gradients.gradients).sum()) / most)
                    .isCloseTo(2.0 * firsts - rows, within(rows * 1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void nothingButZerosIsNoTrouble(double zero) {
        var gradients = new Gradients(5);
        gradients.scale(0, 0);
        gradients.set(0, zero, zero);

        assertThat(gradients.gradient(gradients.gradients[0])).isZero();
        assertThat(gradients.hessian(gradients.weights[0])).isZero();
        assertThat(gradients.rows(gradients.weights[0])).isOne();
    }
}
