package dev.evergreen.trainer.window;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A window's columns while they are put together: every row is written where it belongs at once, in training order. */
final class WindowColumns {
    private final ByteBuffer buffer = ByteBuffer.allocate(RowBytes.VALUES * Long.BYTES);
    private final long[] eventTimes;
    private final long[] labelTimes;
    private final double[] labels;
    private final double[][] columns;

    WindowColumns(int width, int rows) {
        eventTimes = new long[rows];
        labelTimes = new long[rows];
        labels = new double[rows];
        columns = new double[width][rows];
    }

    int width() {
        return columns.length;
    }

    /**
     * Reads rows as {@link RowBytes}. Costs one scattered write a value.
     *
     * @param rows for each row that is read the row that it becomes; negative for none
     */
    void read(DataInputStream in, int[] rows) throws IOException {
        read(in, rows, eventTimes);
        read(in, rows, labelTimes);
        read(in, rows, labels);
        for (double[] column : columns) {
            read(in, rows, column);
        }
    }

    private void read(DataInputStream in, int[] rows, long[] times) throws IOException {
        for (int start = 0; start < rows.length; start += RowBytes.VALUES) {
            int count = fill(in, start, rows.length);
            for (int i = 0; i < count; i++) {
                if (rows[start + i] >= 0) {
                    times[rows[start + i]] = buffer.getLong(i * Long.BYTES);
                }
            }
        }
    }

    private void read(DataInputStream in, int[] rows, double[] column) throws IOException {
        for (int start = 0; start < rows.length; start += RowBytes.VALUES) {
            int count = fill(in, start, rows.length);
            for (int i = 0; i < count; i++) {
                if (rows[start + i] >= 0) {
                    column[rows[start + i]] = buffer.getDouble(i * Long.BYTES);
                }
            }
        }
    }

    private int fill(DataInputStream in, int start, int rows) throws IOException {
        int count = Math.min(RowBytes.VALUES, rows - start);
        in.readFully(buffer.array(), 0, count * Long.BYTES);
        return count;
    }

    /**
     * Takes rows from another window of the same width. Costs one scattered read and write a value.
     *
     * @param from rows there
     * @param to rows here, as many; negative for what is not taken
     */
    void copy(TrainingData window, int[] from, int[] to) {
        for (int i = 0; i < to.length; i++) {
            if (to[i] >= 0) {
                eventTimes[to[i]] = window.eventTime(from[i]);
                labelTimes[to[i]] = window.labelTime(from[i]);
                labels[to[i]] = window.labelOf(from[i]);
            }
        }
        for (int f = 0; f < columns.length; f++) {
            double[] column = columns[f];
            for (int i = 0; i < to.length; i++) {
                if (to[i] >= 0) {
                    column[to[i]] = window.value(f, from[i]);
                }
            }
        }
    }

    /** Hands the columns over: nothing may be written to them afterwards. */
    TrainingData data(List<Feature> features, Label label) {
        return new TrainingData(features, label, columns, labels, eventTimes, labelTimes);
    }
}
