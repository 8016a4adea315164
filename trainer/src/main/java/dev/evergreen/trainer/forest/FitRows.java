package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.window.RowLabels;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;

/** The rows that a fit trains on, and their labels by position: the classes that occur, or numbers about their mean. */
final class FitRows {
    private final RowSet rows;
    private final RowLabels labels;
    private final double[] targets;
    private final double mean;

    FitRows(TrainingData data, RowSet rows) {
        this.rows = rows;
        this.labels = RowLabels.of(data, rows);
        this.mean = Arrays.stream(labels.targets()).average().orElse(0);
        this.targets =
                Arrays.stream(labels.targets()).map(target -> target - mean).toArray();
    }

    int size() {
        return rows.size();
    }

    /** The window's row at a position. */
    int row(int position) {
        return rows.get(position);
    }

    /** Codes of the classes that the rows have, ascending; empty for numbers. */
    int[] classes() {
        return labels.classes();
    }

    /** Whether there is one class only, and so nothing to tell apart. */
    boolean constant() {
        return classes().length == 1;
    }

    /** Positions in {@link #classes}, {@code [rows]}; empty for numbers. */
    int[] y() {
        return labels.y();
    }

    /** Numbers less {@link #mean}, so that sums of them keep their digits: {@code [rows]}; empty for classes. */
    double[] targets() {
        return targets;
    }

    /** Of the numbers; 0 for classes. */
    double mean() {
        return mean;
    }
}
