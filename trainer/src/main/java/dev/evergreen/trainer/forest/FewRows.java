package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * The rows of a small node in the order of a numeric feature's codes, as {@link FineBins} has them: of few rows each may have a
 * code of its own, and to sort them costs less than to look through bins that are mostly empty.
 */
final class FewRows {
    /** How many they are at most. */
    static final int MOST = 1 << FewRows.BITS;

    private static final int BITS = 6;
    private static final int HALF = MOST / 2;

    /**
     * So many numbers {@link Arrays#sort} sorts by a network, without branches, where the machine has vectors: 32 in 40 ns. Fewer, and
     * the leftmost part of more, it sorts by insertion, 16 in 170 ns.
     */
    private static final int QUICK_LEAST = 17;

    private static final int QUICK_MOST = 43;

    private final BinnedColumns columns;
    private final FineColumns fine;
    private final Sample sample;
    private int[] entries = new int[MOST];
    private int[] merged = new int[MOST];

    FewRows(BinnedColumns columns, FineColumns fine, Sample sample) {
        this.columns = columns;
        this.fine = fine;
        this.sample = sample;
    }

    /**
     * Sorts the rows of a node by a feature, those without a value last and those of one code in the order of the sample; how many have
     * a value.
     */
    int sort(int feature, int from, int to) {
        int count = to - from;
        gather(feature, from, count);
        if (count <= QUICK_MOST) {
            int padded = Math.max(count, QUICK_LEAST);
            Arrays.fill(entries, count, padded, Integer.MAX_VALUE);
            Arrays.sort(entries, 0, padded);
        } else {
            Arrays.fill(entries, count, MOST, Integer.MAX_VALUE);
            Arrays.sort(entries, 0, HALF);
            Arrays.sort(entries, HALF, HALF + Math.max(count - HALF, QUICK_LEAST));
            merge();
        }
        int valued = count;
        if (columns.anyMissing(feature)) {
            while (valued > 0 && FineBins.bin(codeAt(valued - 1)) == BinnedColumns.MISSING) {
                valued--;
            }
        }
        return valued;
    }

    private void gather(int feature, int from, int count) {
        byte[] column = columns.column(feature);
        byte[] parts = fine.column(feature);
        int[] rows = sample.rows;
        int[] into = entries;
        if (parts.length == 0) {
            for (int i = 0; i < count; i++) {
                into[i] = FineBins.code(column[rows[from + i]] & 0xff, 0) << BITS | i;
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                into[i] = FineBins.code(column[row] & 0xff, parts[row] & 0xff) << BITS | i;
            }
        }
    }

    /** Both halves, which are sorted, from both ends at once. No branch could be guessed wrong. */
    private void merge() {
        int[] read = entries;
        int[] into = merged;
        int first = 0;
        int second = HALF;
        int lastOfFirst = HALF - 1;
        int lastOfSecond = MOST - 1;
        for (int i = 0; i < HALF; i++) {
            int one = read[first];
            int other = read[second];
            int otherIsLess = (other - one) >>> 31;
            into[i] = Math.min(one, other);
            second += otherIsLess;
            first += 1 - otherIsLess;
            one = read[lastOfFirst];
            other = read[lastOfSecond];
            otherIsLess = (other - one) >>> 31;
            into[MOST - 1 - i] = Math.max(one, other);
            lastOfFirst -= otherIsLess;
            lastOfSecond -= 1 - otherIsLess;
        }
        merged = read;
        entries = into;
    }

    /** What was sorted: {@link #row} and {@link #code} of each row, and more behind them. Valid until the next {@link #sort}. */
    int[] entries() {
        return entries;
    }

    /** Counted from the first of the node. */
    static int row(int entry) {
        return entry & (MOST - 1);
    }

    static int code(int entry) {
        return entry >>> BITS;
    }

    /** Of the row that comes after so many others. */
    int codeAt(int place) {
        return code(entries[place]);
    }

    /** A cut between the row that comes after so many others and the one before it. Where bins tell them apart, no bin is cut. */
    int cutBefore(int place) {
        int last = codeAt(place - 1);
        int next = codeAt(place);
        return FineBins.bin(last) < FineBins.bin(next)
                ? FineBins.last(FineBins.middle(FineBins.bin(last), FineBins.bin(next)))
                : FineBins.middle(last, next);
    }

    /**
     * By a threshold that lies anywhere between the outermost codes, as likely in one spot as in another: how many rows, of more than one
     * code, are on the first side. Within a code it is taken for the border that is nearer.
     */
    int anyBorder(int feature, int valued, NodeRandom random) {
        double low = fine.upper(feature, codeAt(0));
        double high = fine.upper(feature, codeAt(valued - 1) - 1);
        double threshold = low + random.unit() * (high - low);
        int border = end(0, valued);
        int next = end(border, valued);
        while (next < valued && middle(feature, codeAt(border)) < threshold) {
            border = next;
            next = end(border, valued);
        }
        return border;
    }

    private double middle(int feature, int code) {
        return fine.upper(feature, code - 1) / 2 + fine.upper(feature, code) / 2;
    }

    /** Behind the last row with the code of the one that comes after so many others. */
    int end(int place, int valued) {
        int end = place + 1;
        while (end < valued && codeAt(end) == codeAt(place)) {
            end++;
        }
        return end;
    }
}
