package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.window.RowLabels;
import dev.evergreen.trainer.window.RowSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Some of a fit's rows with their labels, by position. Arrays are not copied; none is written to. */
final class Examples {
    /** The window's rows, {@code [rows]}. */
    final int[] rows;
    /** Positions of classes among those of the whole fit, {@code [rows]}; empty for numbers. */
    final int[] y;
    /** {@code [rows]}; empty for classes. */
    final double[] targets;

    private Examples(int[] rows, int[] y, double[] targets) {
        this.rows = rows;
        this.y = y;
        this.targets = targets;
    }

    /** @param positions in the fit's rows, ascending */
    static Examples of(RowSet rows, RowLabels labels, int[] positions) {
        boolean classes = labels.classes().length > 0;
        return new Examples(
                Arrays.stream(positions).map(rows::get).toArray(),
                classes ? Arrays.stream(positions).map(p -> labels.y()[p]).toArray() : new int[0],
                classes
                        ? new double[0]
                        : Arrays.stream(positions)
                                .mapToDouble(p -> labels.targets()[p])
                                .toArray());
    }

    int size() {
        return rows.length;
    }

    int[] rowsOfClass(int classes) {
        var rowsOf = new int[classes];
        IntStream.of(y).forEach(c -> rowsOf[c]++);
        return rowsOf;
    }
}
