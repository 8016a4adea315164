package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueNumbersTest {

    @Test
    void numbersValuesAsTheyComeAndRanksThemBySize() throws Exception {
        double inf = Double.POSITIVE_INFINITY;
        var numbers = new ValueNumbers();

        assertThat(numbersOf(numbers, 2.5, -1, 2.5, inf, -inf, -1, Double.MIN_VALUE, 0))
                .containsExactly(0, 1, 0, 2, 3, 1, 4, 5);

        assertThat(numbers.size()).isEqualTo(6);
        assertThat(numbers.ascending()).containsExactly(-inf, -1, 0, Double.MIN_VALUE, 2.5, inf);
        assertThat(numbers.ranks()).containsExactly(4, 1, 5, 0, 3, 2);
    }

    @Test
    void minusZeroIsZero() throws Exception {
        var numbers = new ValueNumbers();

        assertThat(numbersOf(numbers, -0.0, 0.0)).containsExactly(0, 0);

        // As objects they are told apart.
        assertThat(numbers.ascending()).isEqualTo(new double[] {0.0});
    }

    @Test
    void anyValuesAreRankedAsSortedOnesStand() throws Exception {
        var random = new Random(7);
        for (int size = 1; size <= 20_000; size *= 3) {
            // As whole numbers, which have many zero bits, and as any.
            for (double scale : new double[] {1, 1e-3 * Math.PI, 0x1p40}) {
                int range = size;
                double[] values = random.ints(4L * size, -range, range)
                        .mapToDouble(i -> i * scale)
                        .toArray();
                double[] different = Arrays.stream(values)
                        .map(v -> v + 0.0)
                        .sorted()
                        .distinct()
                        .toArray();
                var numbers = new ValueNumbers();
                int[] numberOf = numbersOf(numbers, values);

                assertThat(numbers.ascending()).containsExactly(different);
                int[] ranks = numbers.ranks();
                for (int i = 0; i < values.length; i++) {
                    assertThat(different[ranks[numberOf[i]]]).isEqualTo(values[i] + 0.0);
                }
            }
        }
    }

    @Test
    void takesAsManyAsANodeCanTellApart() throws Exception {
        var numbers = new ValueNumbers();
        for (int i = 0; i < PackedTrees.VALUES; i++) {
            assertThat(numbers.of(i)).isEqualTo(i);
        }

        assertThat(numbers.of(3)).isEqualTo(3);
        assertThat(numbers.ranks()[PackedTrees.VALUES - 1]).isEqualTo(PackedTrees.VALUES - 1);
        assertThatThrownBy(() -> numbers.of(-1))
                .isInstanceOf(Unpackable.class)
                .hasMessageContaining("different values of a feature");
    }

    private static int[] numbersOf(ValueNumbers numbers, double... values) throws Unpackable {
        var of = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            of[i] = numbers.of(values[i]);
        }
        return of;
    }
}
