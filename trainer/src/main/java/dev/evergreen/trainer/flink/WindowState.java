package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.window.WindowPolicy;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.util.ArrayList;
import java.util.BitSet;
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
        return StateRows.of(blocks).inWindow(policy, rowCount).cardinality();
    }

    /** The window as it was after so many rows. */
    WindowSnapshot snapshot(long rowCount, SegmentNames names) throws Exception {
        StateRows rows = StateRows.of(blocks);
        return Snapshots.of(pipeline, rows, rows.inWindow(policy, rowCount), names);
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
        StateRows rows = StateRows.of(blocks);
        BitSet keep = rows.toKeep(policy, rowCount, heldRowCount);
        long newest = (rowCount - 1) / RowBlock.ROWS;
        int start = 0;
        for (int b = 0; b < rows.numbers().size(); b++) {
            int end = start + rows.blocks().get(b).size;
            int first = keep.nextSetBit(start);
            if ((first < 0 || first >= end) && rows.numbers().get(b) < newest) {
                blocks.remove(rows.numbers().get(b));
            }
            start = end;
        }
    }
}
