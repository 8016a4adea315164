package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.BinnedColumns;
import java.util.Arrays;

/**
 * What nodes' rows add up to, by feature and bin: pairs of a sum of gradients and one of rows and second derivatives. As the
 * sums are exact, one node's histogram less one child's is the other's, and it makes no difference which was counted.
 */
final class Histograms {
    /** Rows are brought together by so many, which stay in a near cache while all features are counted. */
    private static final int BLOCK = 2048;

    /** Nodes that wait keep their histograms while all together take no more. */
    private static final long MOST_BYTES = 64 << 20;

    private static final int MOST_KEPT = 1024;

    private final byte[][] columns;
    /** Where a feature's pairs begin, {@code [features + 1]}. */
    private final int[] offsets;

    private final long[][] slots;
    private final int[] free;
    private int freeCount;
    private int made;

    private final int[] blockRows = new int[BLOCK];
    private final long[] blockGradients = new long[BLOCK];
    private final long[] blockWeights = new long[BLOCK];

    /** @param most how many are wanted at once */
    Histograms(BinnedColumns bins, int most) {
        this.columns = new byte[bins.features()][];
        this.offsets = new int[bins.features() + 1];
        for (int f = 0; f < columns.length; f++) {
            columns[f] = bins.column(f);
            int count = bins.anyMissing(f)
                    ? BinnedColumns.MISSING + 1
                    : bins.bins(f).count();
            offsets[f + 1] = offsets[f] + 2 * count;
        }
        int kept = kept(most, bytes(offsets[columns.length]));
        this.slots = new long[kept][];
        this.free = new int[kept];
    }

    private static long bytes(long numbers) {
        return Long.BYTES * numbers;
    }

    private static int kept(int most, long bytes) {
        return (int) Math.max(2, Math.min(Math.min(most, MOST_KEPT), MOST_BYTES / bytes));
    }

    /** What those of all nodes take together, with so many bins of all features. */
    static long bytes(int most, long bins) {
        return 20 * BLOCK + kept(most, bytes(2 * bins)) * bytes(2 * bins);
    }

    int offset(int feature) {
        return offsets[feature];
    }

    /** How many more can be had. */
    int left() {
        return slots.length - made + freeCount;
    }

    /** One to be filled; its number. */
    int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        slots[made] = new long[offsets[columns.length]];
        return made++;
    }

    void giveBack(int slot) {
        free[freeCount++] = slot;
    }

    long[] of(int slot) {
        return slots[slot];
    }

    /**
     * Adds up a stretch of rows. Costs three scattered reads a row, and one with two additions for each of its features.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    void fill(int slot, TreeRows rows, Gradients gradients, int from, int to) throws InterruptedException {
        long[] into = slots[slot];
        Arrays.fill(into, 0);
        for (int start = from; start < to; start += BLOCK) {
            if (start > from && Thread.interrupted()) {
                throw new InterruptedException("interrupted while growing a tree");
            }
            int count = Math.min(BLOCK, to - start);
            for (int i = 0; i < count; i++) {
                int position = rows.positions[start + i];
                blockRows[i] = rows.row(position);
                blockGradients[i] = gradients.gradients[position];
                blockWeights[i] = gradients.weights[position];
            }
            int f = 0;
            for (; f + 1 < columns.length; f += 2) {
                countTwo(columns[f], columns[f + 1], count, into, offsets[f], offsets[f + 1]);
            }
            if (f < columns.length) {
                count(columns[f], count, into, offsets[f]);
            }
        }
    }

    private void count(byte[] column, int rows, long[] into, int at) {
        for (int i = 0; i < rows; i++) {
            int pair = at + 2 * (column[blockRows[i]] & 0xff);
            into[pair] += blockGradients[i];
            into[pair + 1] += blockWeights[i];
        }
    }

    /** Two features at once: what is read of a row serves both. */
    private void countTwo(byte[] column, byte[] other, int rows, long[] into, int at, int otherAt) {
        int[] ofRows = blockRows;
        long[] gradients = blockGradients;
        long[] weights = blockWeights;
        for (int i = 0; i < rows; i++) {
            int row = ofRows[i];
            long gradient = gradients[i];
            long weight = weights[i];
            int pair = at + 2 * (column[row] & 0xff);
            int otherPair = otherAt + 2 * (other[row] & 0xff);
            into[pair] += gradient;
            into[pair + 1] += weight;
            into[otherPair] += gradient;
            into[otherPair + 1] += weight;
        }
    }

    /** Takes one child's sums off those of its parent, which become the other child's. */
    void subtract(int child, int parent) {
        long[] part = slots[child];
        long[] all = slots[parent];
        for (int i = 0; i < all.length; i++) {
            all[i] -= part[i];
        }
    }
}
