package dev.evergreen.trainer.window;

import dev.evergreen.ingest.pipeline.Label;
import java.util.stream.IntStream;

/**
 * The labels of some rows, by position in the set: classes numbered without gaps, as a fit on these rows alone knows only
 * those that occur; or numbers.
 */
public final class RowLabels {
    private final int[] classes;
    private final int[] y;
    private final double[] targets;

    private RowLabels(int[] classes, int[] y, double[] targets) {
        this.classes = classes;
        this.y = y;
        this.targets = targets;
    }

    public static RowLabels of(TrainingData data, RowSet rows) {
        return switch (data.label()) {
            case Label.Classes c -> ofClasses(data, rows, c.classes().size());
            case Label.Regression _ ->
                new RowLabels(
                        new int[0],
                        new int[0],
                        rows.stream().mapToDouble(data::labelOf).toArray());
        };
    }

    private static RowLabels ofClasses(TrainingData data, RowSet rows, int codes) {
        var occurs = new boolean[codes];
        rows.stream().forEach(row -> occurs[(int) data.labelOf(row)] = true);
        int[] classes = IntStream.range(0, codes).filter(c -> occurs[c]).toArray();
        var positionOf = new int[codes];
        for (int i = 0; i < classes.length; i++) {
            positionOf[classes[i]] = i;
        }
        int[] y = rows.stream().map(row -> positionOf[(int) data.labelOf(row)]).toArray();
        return new RowLabels(classes, y, new double[0]);
    }

    /** Codes of the classes that occur, ascending; empty for numbers. Not a copy. */
    public int[] classes() {
        return classes;
    }

    /** Positions in {@link #classes}, {@code [rows]}; empty for numbers. Not a copy. */
    public int[] y() {
        return y;
    }

    /** {@code [rows]}; empty for classes. Not a copy. */
    public double[] targets() {
        return targets;
    }
}
