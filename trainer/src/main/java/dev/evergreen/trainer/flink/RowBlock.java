package dev.evergreen.trainer.flink;

/**
 * Up to {@link #ROWS} consecutive rows of a window, as they lie in Flink's state: a few arrays instead of objects, about
 * {@code 8 * (features + 5)} bytes a row and its id. Written to by its window alone. The public fields are what Flink's
 * POJO serializer asks for.
 */
public final class RowBlock {
    static final int ROWS = 256;

    public int size;
    public String[] ids = new String[ROWS];
    public long[] eventTimes = new long[ROWS];
    /** {@code [ROWS x features]}, row by row. */
    public double[] features = {};

    public double[] labels = new double[ROWS];
    /** Milliseconds from event to label, below 0 where the label came first. Empty in state of before it was kept. */
    public long[] labelDelays = {};

    public int[] partitions = new int[ROWS];
    public long[] offsets = new long[ROWS];

    /** For Flink's serializer. */
    public RowBlock() {}

    void append(LabeledRow row) {
        int width = row.features().length;
        if (features.length == 0) {
            features = new double[ROWS * width];
        }
        if (labelDelays.length == 0) {
            labelDelays = new long[ROWS];
        }
        ids[size] = row.id();
        eventTimes[size] = row.eventTime();
        labelDelays[size] = row.labelTime() - row.eventTime();
        System.arraycopy(row.features(), 0, features, size * width, width);
        labels[size] = row.label();
        partitions[size] = row.partition();
        offsets[size] = row.offset();
        size++;
    }

    /** When the label became known; with the event where nobody knows. */
    long labelTime(int row) {
        return eventTimes[row] + (labelDelays.length == 0 ? 0 : labelDelays[row]);
    }

    double[] featuresOf(int row) {
        int width = features.length / ROWS;
        var values = new double[width];
        System.arraycopy(features, row * width, values, 0, width);
        return values;
    }
}
