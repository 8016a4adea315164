package dev.evergreen.trainer.boosting;

import java.util.Arrays;

/**
 * The rows that a tree is grown from, as positions in the fit's. A node is a stretch of them; a split brings those of its
 * first child to the front of the node's stretch, in their order. Holds 12 bytes a row, and is used again for every tree.
 */
final class TreeRows {
    private final int[] rowOf;
    final int[] positions;
    private final int[] later;
    private int size;

    /** @param rowOf the window's row of each position */
    TreeRows(int[] rowOf) {
        this.rowOf = rowOf;
        this.positions = new int[rowOf.length];
        this.later = new int[rowOf.length];
    }

    static long bytes(long rows) {
        return 12 * rows;
    }

    int size() {
        return size;
    }

    /** The window's row of a position. */
    int row(int position) {
        return rowOf[position];
    }

    /** Takes all rows. */
    void takeAll() {
        size = positions.length;
        Arrays.setAll(positions, i -> i);
    }

    /** Takes the rows that were drawn. */
    void take(int[] times) {
        size = 0;
        for (int i = 0; i < times.length; i++) {
            positions[size] = i;
            size += times[i];
        }
    }

    /**
     * Brings the rows with {@code isFirst[bin] == 1} to the front. Costs two scattered reads and two writes a row.
     *
     * @param isFirst {@code [256]}, 0 or 1
     * @return where the second child begins
     */
    int partition(byte[] column, byte[] isFirst, int from, int to) {
        int first = from;
        int last = 0;
        for (int i = from; i < to; i++) {
            int position = positions[i];
            int one = isFirst[column[rowOf[position]] & 0xff];
            positions[first] = position;
            later[last] = position;
            first += one;
            last += 1 - one;
        }
        System.arraycopy(later, 0, positions, first, last);
        return first;
    }
}
