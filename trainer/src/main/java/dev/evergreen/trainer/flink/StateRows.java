package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.WindowPolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.MapState;

/** All rows that a pipeline's state holds, ascending by sequence number. A view: the rows stay where they are. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never leaves this package.
record StateRows(List<Long> numbers, List<RowBlock> blocks, long[] sequences, long[] eventTimes) {

    static StateRows of(MapState<Long, RowBlock> state) throws Exception {
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
        return new StateRows(numbers, blocks, sequences, eventTimes);
    }

    BitSet inWindow(WindowPolicy policy, long rowCount) {
        return policy.inWindow(sequences, eventTimes, rowCount);
    }

    BitSet toKeep(WindowPolicy policy, long rowCount, OptionalLong held) {
        return policy.toKeep(sequences, eventTimes, rowCount, held);
    }

    /** By search, as a window by time may lack blocks in between. */
    RowBlock blockOf(int i) {
        return blocks.get(indexOf(sequences[i] / RowBlock.ROWS));
    }

    int indexInBlock(int i) {
        return (int) (sequences[i] % RowBlock.ROWS);
    }

    /** So many blocks from number {@code first} on; empty if one of them is missing or not full. */
    List<RowBlock> fullBlocks(long first, int count) {
        int from = indexOf(first);
        if (from < 0 || from + count > blocks.size() || numbers.get(from + count - 1) != first + count - 1) {
            return List.of();
        }
        List<RowBlock> found = blocks.subList(from, from + count);
        return found.stream().allMatch(block -> block.size == RowBlock.ROWS) ? found : List.of();
    }

    private int indexOf(long number) {
        return Collections.binarySearch(numbers, number);
    }
}
