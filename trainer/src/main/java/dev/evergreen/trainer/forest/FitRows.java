package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows that a fit trains on, and their labels by position: the classes that occur, or numbers about their mean. */
final class FitRows {
    private final RowSet rows;
    private final int[] classes;
    private final int[] y;
    private final double[] targets;
    private final double mean;

    FitRows(TrainingData data, RowSet rows) {
        this.rows = rows;
        switch (data.label()) {
            case Label.Classes c -> {
                this.classes = occurring(data, rows, c.classes().size());
                this.y = positions(data, rows, classes);
                this.targets = new double[0];
                this.mean = 0;
            }
            case Label.Regression _ -> {
                this.classes = new int[0];
                this.y = new int[0];
                this.targets = rows.stream().mapToDouble(data::labelOf).toArray();
                this.mean = Arrays.stream(targets).average().orElse(0);
                for (int i = 0; i < targets.length; i++) {
                    targets[i] -= mean;
                }
            }
        }
    }

    private static int[] occurring(TrainingData data, RowSet rows, int classes) {
        var occurs = new boolean[classes];
        rows.stream().forEach(row -> occurs[(int) data.labelOf(row)] = true);
        return IntStream.range(0, classes).filter(c -> occurs[c]).toArray();
    }

    private static int[] positions(TrainingData data, RowSet rows, int[] classes) {
        var positionOf = new int[classes.length == 0 ? 0 : classes[classes.length - 1] + 1];
        for (int i = 0; i < classes.length; i++) {
            positionOf[classes[i]] = i;
        }
        return rows.stream().map(row -> positionOf[(int) data.labelOf(row)]).toArray();
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
        return classes;
    }

    /** Positions in {@link #classes}, {@code [rows]}; empty for numbers. */
    int[] y() {
        return y;
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
