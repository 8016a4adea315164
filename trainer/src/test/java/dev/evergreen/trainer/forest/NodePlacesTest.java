package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A window of 2,000 values, 7 or 8 a bin; nodes of some of its rows. */
class NodePlacesTest {
    private static final int ROWS = 2_000;

    @Test
    void rowsOfOnePlaceKeepTheirOrderAndThoseWithoutAValueComeLast() throws Exception {
        var node = new Node(30, 1_990, 20, 1_991, 20, 1_992, 1_000);

        assertThat(node.count).isEqualTo(3);
        assertThat(node.entries()).containsExactly("0:2", "0:4", "1:0", "2:6", "255:1", "255:3", "255:5");
        assertThat(node.places.least(0)).isEqualTo(node.places.greatest(0)).isLessThan(node.places.least(1));
        assertThat(node.places.apart()).isFalse();
    }

    @Test
    void areApartWhereEachHasABinOfItsOwn() throws Exception {
        assertThat(new Node(900, 300, 600).places.apart()).isTrue();
        assertThat(new Node(900, 300, 600, 301).places.apart()).isFalse();
        assertThat(new Node(900, 300, 600, 1_990).places.apart()).isFalse();
    }

    @Test
    void noPlaceIsTakenWhereNoRowHasAValue() throws Exception {
        var node = new Node(1_990, 1_991);

        assertThat(node.count).isZero();
        assertThat(node.entries()).containsExactly("255:0", "255:1");
    }

    private static final class Node {
        final NodePlaces places;
        final int count;
        private final int rows;

        Node(int... rows) throws InterruptedException {
            this.rows = rows.length;
            double[] x = IntStream.range(0, ROWS)
                    .mapToDouble(row -> row < 1_990 ? row : Double.NaN)
                    .toArray();
            TrainingData data = Windows.numeric(Windows.NUMBER, x, new double[ROWS]);
            var sample = new Sample(rows.length, false);
            System.arraycopy(rows, 0, sample.rows, 0, rows.length);
            places = new NodePlaces(BinnedColumns.of(data), FineColumns.of(data), sample);
            count = places.placeFew(0, 0, rows.length);
        }

        /** The place and the row of each, as {@code 0:2}. */
        Iterable<String> entries() {
            return Arrays.stream(places.byPlace(), 0, rows)
                    .mapToObj(entry -> NodePlaces.place(entry) + ":" + NodePlaces.row(entry))
                    .toList();
        }
    }
}
