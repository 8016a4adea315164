package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import java.util.List;
import java.util.TreeMap;

/** The smallest range of offsets, by partition, that holds all rows. */
final class OffsetRanges {
    private OffsetRanges() {}

    static List<OffsetRange> of(String topic, int[] partitions, long[] offsets, int rows) {
        // One small array a partition: nothing is boxed for a row but its partition number, which is cached.
        var ranges = new TreeMap<Integer, long[]>();
        for (int row = 0; row < rows; row++) {
            long offset = offsets[row];
            long[] range = ranges.computeIfAbsent(partitions[row], p -> new long[] {offset, offset});
            range[0] = Math.min(range[0], offset);
            range[1] = Math.max(range[1], offset);
        }
        return ranges.entrySet().stream()
                .map(e -> new OffsetRange(topic, e.getKey(), e.getValue()[0], e.getValue()[1]))
                .toList();
    }
}
