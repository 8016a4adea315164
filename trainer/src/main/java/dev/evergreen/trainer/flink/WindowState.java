package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowPolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.MapState;

/** A pipeline's rows in Flink's state, in blocks by sequence number: row n is in block {@code n / RowBlock.ROWS}. */
final class WindowState {
    private final Pipeline pipeline;
    private final WindowPolicy policy;
    private final MapState<Long, RowBlock> blocks;

    WindowState(Pipeline pipeline, MapState<Long, RowBlock> blocks) {
        this.pipeline = pipeline;
        this.policy = new WindowPolicy(pipeline.window());
        this.blocks = blocks;
    }

    /** Adds row number {@code sequence}; costs one look-up and one write of state. */
    void append(long sequence, LabeledRow row) throws Exception {
        long number = sequence / RowBlock.ROWS;
        RowBlock block = sequence % RowBlock.ROWS == 0 ? new RowBlock() : blocks.get(number);
        block.append(row);
        blocks.put(number, block);
    }

    /** How many rows a snapshot would hold after so many; reads every block. */
    int rowsInWindow(long rowCount) throws Exception {
        return Rows.of(blocks).inWindow(policy, rowCount).cardinality();
    }

    /** The window as it was after so many rows. */
    TrainingWindow snapshot(long rowCount) throws Exception {
        Rows rows = Rows.of(blocks);
        BitSet included = rows.inWindow(policy, rowCount);
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), included.cardinality());
        for (int i = included.nextSetBit(0); i >= 0; i = included.nextSetBit(i + 1)) {
            RowBlock block = rows.blockOf(i);
            int at = rows.indexInBlock(i);
            builder.add(
                    block.ids[at],
                    block.eventTimes[at],
                    FeatureVector.owning(block.featuresOf(at)),
                    block.labels[at],
                    block.partitions[at],
                    block.offsets[at]);
        }
        return builder.build();
    }

    /** Drops the blocks of which no row can be in this or any later window. Worth calling once a block. */
    void prune(long rowCount, OptionalLong heldRowCount) throws Exception {
        OptionalLong firstNeeded = policy.firstNeeded(rowCount, heldRowCount);
        if (firstNeeded.isPresent()) {
            dropBefore(firstNeeded.getAsLong() / RowBlock.ROWS);
        } else {
            dropUnneeded(rowCount, heldRowCount);
        }
    }

    private void dropBefore(long number) throws Exception {
        var gone = new ArrayList<Long>();
        for (long candidate : blocks.keys()) {
            if (candidate < number) {
                gone.add(candidate);
            }
        }
        for (long old : gone) {
            blocks.remove(old);
        }
    }

    private void dropUnneeded(long rowCount, OptionalLong heldRowCount) throws Exception {
        Rows rows = Rows.of(blocks);
        BitSet keep = rows.toKeep(policy, rowCount, heldRowCount);
        long newest = (rowCount - 1) / RowBlock.ROWS;
        int start = 0;
        for (int b = 0; b < rows.numbers.size(); b++) {
            int end = start + rows.blocks.get(b).size;
            int first = keep.nextSetBit(start);
            if ((first < 0 || first >= end) && rows.numbers.get(b) < newest) {
                blocks.remove(rows.numbers.get(b));
            }
            start = end;
        }
    }

    /** All rows there are, ascending by sequence number. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never leaves this class.
    private record Rows(List<Long> numbers, List<RowBlock> blocks, long[] sequences, long[] eventTimes) {

        static Rows of(MapState<Long, RowBlock> state) throws Exception {
            var numbers = new ArrayList<Long>();
            state.keys().forEach(numbers::add);
            numbers.sort(null);
            var blocks = new ArrayList<RowBlock>(numbers.size());
            int rows = 0;
            for (long number : numbers) {
                RowBlock block = state.get(number);
                blocks.add(block);
                rows += block.size;
            }
            var sequences = new long[rows];
            var eventTimes = new long[rows];
            int i = 0;
            for (int b = 0; b < blocks.size(); b++) {
                for (int at = 0; at < blocks.get(b).size; at++, i++) {
                    sequences[i] = numbers.get(b) * RowBlock.ROWS + at;
                    eventTimes[i] = blocks.get(b).eventTimes[at];
                }
            }
            return new Rows(numbers, blocks, sequences, eventTimes);
        }

        BitSet inWindow(WindowPolicy policy, long rowCount) {
            return policy.inWindow(sequences, eventTimes, rowCount);
        }

        BitSet toKeep(WindowPolicy policy, long rowCount, OptionalLong held) {
            return policy.toKeep(sequences, eventTimes, rowCount, held);
        }

        /** By search, as a window by time may lack blocks in between. */
        RowBlock blockOf(int i) {
            return blocks.get(Collections.binarySearch(numbers, sequences[i] / RowBlock.ROWS));
        }

        int indexInBlock(int i) {
            return (int) (sequences[i] % RowBlock.ROWS);
        }
    }
}
