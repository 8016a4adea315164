package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.window.Segment;
import dev.evergreen.trainer.window.SegmentName;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingOrder;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a snapshot of rows in state: which of them go into segments, and how they are ordered. */
final class Snapshots {
    private final StateRows rows;
    private final BitSet included;
    private final int width;

    private Snapshots(StateRows rows, BitSet included, int width) {
        this.rows = rows;
        this.included = included;
        this.width = width;
    }

    /** @param included positions in {@code rows}; at least one */
    static WindowSnapshot of(Pipeline pipeline, StateRows rows, BitSet included, SegmentNames names) {
        return new Snapshots(rows, included, pipeline.features().size()).of(pipeline, names);
    }

    private WindowSnapshot of(Pipeline pipeline, SegmentNames names) {
        int[] positions = included.stream().toArray();
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), positions.length);
        add(positions, builder);
        var window = builder.build();
        List<Segment> segments = segments(positions, names);
        names.retain(segments.stream().map(Segment::name).toList());
        return new WindowSnapshot(window, segments, order(positions, builder, segments));
    }

    /** By itself: in the method that calls it, all of which the compiler had to take on, the loop took 0.3 s to compile, twice. */
    private void add(int[] positions, TrainingDataBuilder builder) {
        for (int i : positions) {
            RowBlock block = rows.blockOf(i);
            int at = rows.indexInBlock(i);
            builder.add(
                    block.ids[at],
                    block.eventTimes[at],
                    block.labelTime(at),
                    FeatureVector.owning(block.featuresOf(at)),
                    block.labels[at],
                    block.partitions[at],
                    block.offsets[at]);
        }
    }

    /** Those of which state has every row, and the window enough. */
    private List<Segment> segments(int[] positions, SegmentNames names) {
        var segments = new ArrayList<Segment>();
        int start = 0;
        while (start < positions.length) {
            long number = segmentOf(positions[start]);
            int end = start;
            while (end < positions.length && segmentOf(positions[end]) == number) {
                end++;
            }
            List<RowBlock> blocks = rows.fullBlocks(number * SegmentBlocks.COUNT, SegmentBlocks.COUNT);
            if (!blocks.isEmpty() && WindowSnapshot.worthAFile(end - start)) {
                var source = new SegmentBlocks(blocks);
                segments.add(new Segment(names.of(number, source, width), source));
            }
            start = end;
        }
        return segments;
    }

    private TrainingOrder order(int[] positions, TrainingDataBuilder builder, List<Segment> segments) {
        Map<Long, Integer> firstSlots = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            firstSlots.put(segments.get(i).name().number(), i * SegmentName.ROWS);
        }
        int[] slots = new int[positions.length];
        for (int row = 0; row < slots.length; row++) {
            int position = positions[builder.added(row)];
            Integer first = firstSlots.get(segmentOf(position));
            slots[row] = first == null
                    ? TrainingOrder.INLINE
                    : first + (int) (rows.sequences()[position] % SegmentName.ROWS);
        }
        return TrainingOrder.owning(slots);
    }

    private long segmentOf(int position) {
        return rows.sequences()[position] / SegmentName.ROWS;
    }
}
