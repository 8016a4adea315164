package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A window of 2,000 values, 7 or 8 a bin, of which the last ten rows lack theirs; nodes of some of its rows. */
class FewRowsTest {
    private static final int ROWS = 2_000;
    private static final int VALUES = 1_990;

    @Test
    void rowsOfOneValueKeepTheirOrderAndThoseWithoutOneComeLast() throws Exception {
        var node = new Node(row -> row, 30, 1_990, 20, 1_991, 20, 1_992, 1_000);

        assertThat(node.valued).isEqualTo(4);
        assertThat(node.order()).containsExactly(2, 4, 0, 6, 1, 3, 5);
        assertThat(node.few.end(0, 4)).isEqualTo(2);
        assertThat(node.few.end(2, 4)).isEqualTo(3);
        assertThat(node.few.end(3, 4)).isEqualTo(4);
    }

    @Test
    void noneIsLeftWhereNoRowHasAValue() throws Exception {
        var node = new Node(row -> row, 1_990, 1_991);

        assertThat(node.valued).isZero();
        assertThat(node.order()).containsExactly(0, 1);
    }

    @Test
    void sortsByBinsWhereTheyHaveOneValueEach() throws Exception {
        var node = new Node(row -> row % 50, 149, 3, 53, 1_999, 100);

        assertThat(node.valued).isEqualTo(4);
        assertThat(node.order()).containsExactly(4, 1, 2, 0, 3);
        assertThat(node.few.codeAt(1)).isEqualTo(node.few.codeAt(2)).isEqualTo(FineBins.code(3, 0));
    }

    private static IntStream counts() {
        return IntStream.rangeClosed(1, FewRows.MOST);
    }

    /** However many there are: networks, halves and what fills them up are told apart by that. */
    @ParameterizedTest
    @MethodSource("counts")
    void sortsAnyNumberOfRows(int count) throws Exception {
        var random = new SplittableRandom(count);
        for (int repeat = 0; repeat < 20; repeat++) {
            int among = repeat % 2 == 0 ? ROWS : 60;
            int[] rows = random.ints(count, ROWS - among, ROWS).toArray();
            Comparator<Integer> byValue = Comparator.comparingInt(i -> Math.min(rows[i], VALUES));

            var node = new Node(row -> row, rows);

            assertThat(node.order())
                    .isEqualTo(IntStream.range(0, count).boxed().sorted(byValue).toList());
            assertThat(node.valued).isEqualTo((int)
                    Arrays.stream(rows).filter(row -> row < VALUES).count());
        }
    }

    private interface Value {
        double of(int row);
    }

    private static final class Node {
        final FewRows few;
        final int valued;
        private final int rows;

        Node(Value value, int... rows) throws InterruptedException {
            this.rows = rows.length;
            double[] x = IntStream.range(0, ROWS)
                    .mapToDouble(row -> row < VALUES ? value.of(row) : Double.NaN)
                    .toArray();
            TrainingData data = Windows.numeric(Windows.NUMBER, x, new double[ROWS]);
            var sample = new Sample(3 + rows.length, false);
            System.arraycopy(rows, 0, sample.rows, 3, rows.length);
            few = new FewRows(BinnedColumns.of(data), FineColumns.of(data), sample);
            valued = few.sort(0, 3, 3 + rows.length);
        }

        /** Rows of the node, counted from its first. */
        List<Integer> order() {
            return Arrays.stream(few.entries(), 0, rows)
                    .map(FewRows::row)
                    .boxed()
                    .toList();
        }
    }
}
