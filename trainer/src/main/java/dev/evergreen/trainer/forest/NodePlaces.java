package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * Instead of a feature's bins: the places that a node's rows have in the order of its codes, as {@link FineBins} has them, for
 * nodes whose rows bins do not tell apart. Places are looked at like bins; missing values keep theirs.
 */
final class NodePlaces {
    /** Beside the places of all that lies below and above the bins that are looked into. */
    private static final int MOST_WITHIN = BinnedColumns.MAX_BINS - 2;

    private final BinnedColumns columns;
    private final FineColumns fine;
    private final Sample sample;
    /** {@code [rows of the window]} */
    private final byte[] places;
    /** By place: the least and the greatest code that has it. */
    private final int[] leastCodes = new int[BinnedColumns.MAX_BINS];

    private final int[] greatestCodes = new int[BinnedColumns.MAX_BINS];
    private final long[] seen = new long[8];
    private final int[] seenBefore = new int[8];

    NodePlaces(BinnedColumns columns, FineColumns fine, Sample sample) {
        this.columns = columns;
        this.fine = fine;
        this.sample = sample;
        this.places = new byte[fine.any() ? columns.rows() : 0];
    }

    /** What {@link #placeWithin} has found, to be read as a column of bins, at the node's rows only. */
    byte[] column() {
        return places;
    }

    int least(int place) {
        return leastCodes[place];
    }

    int greatest(int place) {
        return greatestCodes[place];
    }

    /**
     * Gives each row the place of its value among those of one bin or of two that follow each other within the node, all below
     * them the first place, and all above them the last; how many there are. Values share places where there are too many.
     */
    int placeWithin(int feature, int low, int high, int from, int to) {
        byte[] column = columns.column(feature);
        byte[] parts = fine.column(feature);
        int[] rows = sample.rows;
        Arrays.fill(seen, 0);
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            if (bin == low || bin == high) {
                int at = (bin == low ? 0 : 1 << 8) + (parts[rows[i]] & 0xff);
                seen[at >>> 6] |= 1L << at;
            }
        }
        int values = 0;
        for (int word = 0; word < seen.length; word++) {
            seenBefore[word] = values;
            values += Long.bitCount(seen[word]);
        }
        int last = Math.min(values, MOST_WITHIN) + 1;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            int place;
            if (bin == low || bin == high) {
                int part = parts[row] & 0xff;
                int at = (bin == low ? 0 : 1 << 8) + part;
                int before = seenBefore[at >>> 6] + Long.bitCount(seen[at >>> 6] & ((1L << at) - 1));
                place = placeOf(before, values);
            } else {
                place = bin < low ? 0 : bin == BinnedColumns.MISSING ? BinnedColumns.MISSING : last;
            }
            places[row] = (byte) place;
        }
        notePlaces(low, high, values);
        return last + 1;
    }

    /** Of the value that so many of all are below. */
    private static int placeOf(int before, int values) {
        return 1 + (values <= MOST_WITHIN ? before : before * MOST_WITHIN / values);
    }

    private void notePlaces(int low, int high, int values) {
        // The first place has no code of its own: a border after it lies before the first value of the bins.
        int before = 0;
        int noted = 0;
        for (int word = 0; word < seen.length; word++) {
            for (long bits = seen[word]; bits != 0; bits &= bits - 1) {
                int at = (word << 6) + Long.numberOfTrailingZeros(bits);
                int code = FineBins.code(at < 1 << 8 ? low : high, at & 0xff);
                int place = placeOf(before, values);
                if (place != noted) {
                    leastCodes[place] = code;
                    noted = place;
                }
                greatestCodes[place] = code;
                before++;
            }
        }
        greatestCodes[0] = leastCodes[1] - 1;
        leastCodes[0] = greatestCodes[0];
        leastCodes[noted + 1] = greatestCodes[noted] + 1;
        greatestCodes[noted + 1] = leastCodes[noted + 1];
    }
}
