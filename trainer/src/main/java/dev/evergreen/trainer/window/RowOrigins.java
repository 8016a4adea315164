package dev.evergreen.trainer.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rows of a window are which of its segments': 4 bytes a row of a segment. */
final class RowOrigins {
    private final List<SegmentName> segments;
    private final Map<SegmentName, Integer> indexes = new HashMap<>();
    /** {@code [segments * ROWS]}: the window's row, negative for none. */
    private final int[] rowOfSlot;

    /** @throws IllegalArgumentException if two rows are the same of a segment's */
    RowOrigins(List<SegmentName> segments, TrainingOrder order) {
        this.segments = segments;
        for (int i = 0; i < segments.size(); i++) {
            indexes.put(segments.get(i), i);
        }
        rowOfSlot = new int[segments.size() * SegmentName.ROWS];
        Arrays.fill(rowOfSlot, -1);
        for (int row = 0; row < order.rows(); row++) {
            int slot = order.slot(row);
            if (slot != TrainingOrder.INLINE) {
                if (rowOfSlot[slot] >= 0) {
                    throw new IllegalArgumentException("slot %d comes twice".formatted(slot));
                }
                rowOfSlot[slot] = row;
            }
        }
    }

    List<SegmentName> segments() {
        return segments;
    }

    /** {@code [ROWS]}: for each row of a segment the window's row, negative for none; all none for an unknown segment. */
    int[] rowsOf(SegmentName segment) {
        Integer index = indexes.get(segment);
        if (index == null) {
            int[] none = new int[SegmentName.ROWS];
            Arrays.fill(none, -1);
            return none;
        }
        return Arrays.copyOfRange(rowOfSlot, index * SegmentName.ROWS, (index + 1) * SegmentName.ROWS);
    }
}
