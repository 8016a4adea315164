package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabelDelays;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Collects rows in any order and brings them into training order. Equal sets of rows give equal windows, however they
 * came. Holds {@code 8 * features + 48} bytes a row and their ids, and twice the features while building.
 */
public final class TrainingDataBuilder {
    private final List<Feature> features;
    private final Label label;
    private final String topic;
    private final RowBlocks values;
    private String[] ids;
    private long[] eventTimes;
    private long[] labelTimes;
    private double[] labels;
    private int[] partitions;
    private long[] offsets;
    private int rows;
    private int[] order = {};

    /**
     * @param topic where the rows come from
     * @param expectedRows how much room to make at first
     */
    public TrainingDataBuilder(List<Feature> features, Label label, String topic, int expectedRows) {
        this.features = List.copyOf(features);
        this.label = label;
        this.topic = topic;
        this.values = new RowBlocks(features.size());
        int room = Math.max(16, expectedRows);
        this.ids = new String[room];
        this.eventTimes = new long[room];
        this.labelTimes = new long[room];
        this.labels = new double[room];
        this.partitions = new int[room];
        this.offsets = new long[room];
    }

    public int rows() {
        return rows;
    }

    /** Adds a row whose label was known at once. */
    public TrainingDataBuilder add(
            String id, long eventTime, FeatureVector vector, double labelCode, int partition, long offset) {
        return add(id, eventTime, eventTime, vector, labelCode, partition, offset);
    }

    /**
     * Adds a row.
     *
     * @param eventTime milliseconds since the epoch
     * @param labelTime likewise, when the label became known
     * @param labelCode the class's code, or the number
     */
    public TrainingDataBuilder add(
            String id,
            long eventTime,
            long labelTime,
            FeatureVector vector,
            double labelCode,
            int partition,
            long offset) {
        if (vector.size() != features.size()) {
            throw new IllegalArgumentException("%d values for %d features".formatted(vector.size(), features.size()));
        }
        if (rows == ids.length) {
            grow();
        }
        ids[rows] = id;
        eventTimes[rows] = eventTime;
        labelTimes[rows] = labelTime;
        labels[rows] = labelCode;
        partitions[rows] = partition;
        offsets[rows] = offset;
        values.add(vector);
        rows++;
        return this;
    }

    /** The rows by event time, then id, then where they came from; at least one. */
    public TrainingWindow build() {
        if (rows == 0) {
            throw new IllegalStateException("a window without rows");
        }
        order = IndexSort.sorted(rows, this::compare);
        double[] sortedLabels = new double[rows];
        long[] sortedTimes = new long[rows];
        long[] sortedLabelTimes = new long[rows];
        long[] delays = new long[rows];
        for (int row = 0; row < rows; row++) {
            sortedLabels[row] = labels[order[row]];
            sortedTimes[row] = eventTimes[order[row]];
            sortedLabelTimes[row] = labelTimes[order[row]];
            delays[row] = sortedLabelTimes[row] - sortedTimes[row];
        }
        var data =
                new TrainingData(features, label, values.columns(order), sortedLabels, sortedTimes, sortedLabelTimes);
        var info = new WindowInfo(
                rows,
                Instant.ofEpochMilli(sortedTimes[0]),
                Instant.ofEpochMilli(sortedTimes[rows - 1]),
                OffsetRanges.of(topic, partitions, offsets, rows),
                Fingerprint.of(data, row -> ids[order[row]]),
                Optional.of(LabelDelays.of(delays)));
        return new TrainingWindow(data, info);
    }

    /** Which of the added rows, counted from 0, stands at a row of the window that was built. */
    public int added(int row) {
        return order[row];
    }

    private int compare(int left, int right) {
        int byTime = Long.compare(eventTimes[left], eventTimes[right]);
        if (byTime != 0) {
            return byTime;
        }
        int byId = ids[left].compareTo(ids[right]);
        if (byId != 0) {
            return byId;
        }
        int byPartition = Integer.compare(partitions[left], partitions[right]);
        return byPartition != 0 ? byPartition : Long.compare(offsets[left], offsets[right]);
    }

    private void grow() {
        int room = rows + (rows >> 1);
        ids = Arrays.copyOf(ids, room);
        eventTimes = Arrays.copyOf(eventTimes, room);
        labelTimes = Arrays.copyOf(labelTimes, room);
        labels = Arrays.copyOf(labels, room);
        partitions = Arrays.copyOf(partitions, room);
        offsets = Arrays.copyOf(offsets, room);
    }
}
