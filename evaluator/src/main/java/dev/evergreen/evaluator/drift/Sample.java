package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.FeatureVector;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first rows of a reign, as a reference. */
final class Sample {
    static final Sample NONE = new Sample(0, 0);

    private final int rows;
    /** {@code [features x rows]} */
    private final double[][] columns;

    private int filled;

    Sample(int features, int rows) {
        this.rows = rows;
        this.columns = new double[features][rows];
    }

    void add(FeatureVector features) {
        for (int f = 0; f < columns.length; f++) {
            columns[f][filled] = features.get(f);
        }
        filled++;
    }

    boolean full() {
        return filled == rows;
    }

    int features() {
        return columns.length;
    }

    /** A copy. */
    double[] column(int feature) {
        return Arrays.copyOf(columns[feature], filled);
    }

    int bytes() {
        return Integer.BYTES + columns.length * filled * Double.BYTES;
    }

    void write(ByteBuffer to) {
        to.putInt(filled);
        for (double[] column : columns) {
            for (int row = 0; row < filled; row++) {
                to.putDouble(column[row]);
            }
        }
    }

    static Sample read(int features, int rows, ByteBuffer from) {
        var sample = new Sample(features, rows);
        sample.filled = State.bounded(from.getInt(), Math.max(0, rows - 1));
        for (double[] column : sample.columns) {
            for (int row = 0; row < sample.filled; row++) {
                column[row] = from.getDouble();
            }
        }
        return sample;
    }
}
