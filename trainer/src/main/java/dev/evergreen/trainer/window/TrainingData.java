package dev.evergreen.trainer.window;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * A window's rows in columns, in training order (event time, then id). Shared by every fit of a round and never written
 * to: {@code 8 * (features + 3)} bytes a row.
 */
public final class TrainingData implements RowSource {
    private final List<Feature> features;
    private final Label label;
    private final double[][] columns;
    private final double[] labels;
    private final long[] eventTimes;
    private final long[] labelTimes;
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    /**
     * Takes the arrays as its own: the caller must not write to them again.
     *
     * @param columns {@code [features x rows]}; nominal values as their code
     * @param labels {@code [rows]}; the class's code, or the number
     * @param eventTimes {@code [rows]}, milliseconds since the epoch, ascending
     * @param labelTimes {@code [rows]}, when labels became known, likewise but in any order
     */
    public TrainingData(
            List<Feature> features,
            Label label,
            double[][] columns,
            double[] labels,
            long[] eventTimes,
            long[] labelTimes) {
        if (columns.length != features.size()
                || labels.length != eventTimes.length
                || labels.length != labelTimes.length) {
            throw new IllegalArgumentException("%d columns for %d features, %d labels for %d rows and %d label times"
                    .formatted(columns.length, features.size(), labels.length, eventTimes.length, labelTimes.length));
        }
        for (double[] column : columns) {
            if (column.length != labels.length) {
                throw new IllegalArgumentException(
                        "a column of %d rows among %d".formatted(column.length, labels.length));
            }
        }
        this.features = List.copyOf(features);
        this.label = label;
        this.columns = columns;
        this.labels = labels;
        this.eventTimes = eventTimes;
        this.labelTimes = labelTimes;
    }

    /** Of rows whose labels were known at once. */
    public TrainingData(List<Feature> features, Label label, double[][] columns, double[] labels, long[] eventTimes) {
        this(features, label, columns, labels, eventTimes, eventTimes);
    }

    /**
     * The same rows in another form, such as in bins: made by the first who asks, while others wait, and kept as long as the
     * rows are.
     */
    public <T> T derived(Class<T> form, Function<TrainingData, T> make) {
        return form.cast(derived.computeIfAbsent(form, _ -> make.apply(this)));
    }

    public List<Feature> features() {
        return features;
    }

    public Label label() {
        return label;
    }

    @Override
    public int rows() {
        return labels.length;
    }

    @Override
    public double value(int feature, int row) {
        return columns[feature][row];
    }

    @Override
    public double labelOf(int row) {
        return labels[row];
    }

    @Override
    public long eventTime(int row) {
        return eventTimes[row];
    }

    @Override
    public long labelTime(int row) {
        return labelTimes[row];
    }

    /** The values of a row: {@code into[feature]}. Costs one scattered read a feature. */
    public void copyRow(int row, double[] into) {
        for (int f = 0; f < columns.length; f++) {
            into[f] = columns[f][row];
        }
    }

    /** CRC-32C over the rows as {@link RowBytes} has them. Goes along whole columns: no look-up a value. */
    int checksum() {
        var crc = new CRC32C();
        var buffer = ByteBuffer.allocate(RowBytes.VALUES * Long.BYTES);
        checksum(eventTimes, buffer, crc);
        checksum(labelTimes, buffer, crc);
        checksum(labels, buffer, crc);
        for (double[] column : columns) {
            checksum(column, buffer, crc);
        }
        return (int) crc.getValue();
    }

    private static void checksum(long[] times, ByteBuffer buffer, CRC32C crc) {
        for (int start = 0; start < times.length; start += RowBytes.VALUES) {
            int count = Math.min(RowBytes.VALUES, times.length - start);
            buffer.asLongBuffer().put(times, start, count);
            crc.update(buffer.slice(0, count * Long.BYTES));
        }
    }

    private static void checksum(double[] column, ByteBuffer buffer, CRC32C crc) {
        for (int start = 0; start < column.length; start += RowBytes.VALUES) {
            int count = Math.min(RowBytes.VALUES, column.length - start);
            buffer.asDoubleBuffer().put(column, start, count);
            crc.update(buffer.slice(0, count * Double.BYTES));
        }
    }
}
