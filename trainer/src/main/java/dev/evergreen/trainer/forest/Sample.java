package dev.evergreen.trainer.forest;

/**
 * What a tree is grown from: the rows that were drawn, each with what a {@link NodeSearch} adds up for it. A node is a
 * stretch of these arrays, of which there are two sets: nodes of even depth have their rows in the one, those of odd depth in
 * the other. A split writes the rows of its children, in their order, to the same stretch of the other set.
 * Holds 24 bytes a row, or 40 where sums are added up beside whole numbers, and is used again for every tree.
 */
final class Sample {
    /** Of the depth that was last {@linkplain #turnTo turned to}. */
    int[] rows;
    /** Whole numbers to be added up, packed as the search likes. */
    long[] payload;
    /** Of numbers: weight times target. Empty for classes. */
    double[] sums;

    int size;

    private int[] nextRows;
    private long[] nextPayload;
    private double[] nextSums;
    private int turned;

    Sample(int rows, boolean numbers) {
        this.rows = new int[rows];
        this.payload = new long[rows];
        this.sums = new double[numbers ? rows : 0];
        this.nextRows = new int[rows];
        this.nextPayload = new long[rows];
        this.nextSums = new double[numbers ? rows : 0];
    }

    static long bytes(long rows, boolean numbers) {
        return rows * (numbers ? 40 : 24);
    }

    /** Turns to the nodes of a depth, or of another of the same parity. */
    void turnTo(int depth) {
        if ((depth & 1) != turned) {
            turned = depth & 1;
            int[] otherRows = rows;
            rows = nextRows;
            nextRows = otherRows;
            long[] otherPayload = payload;
            payload = nextPayload;
            nextPayload = otherPayload;
            double[] otherSums = sums;
            sums = nextSums;
            nextSums = otherSums;
        }
    }

    /**
     * Writes the rows with {@code isFirst[bin] == 1} to the front of the next depth's stretch and the others behind them.
     *
     * @param isFirst {@code [256]}, 0 or 1
     * @param border where the second child begins
     */
    void partition(byte[] column, byte[] isFirst, int from, int border, int to) {
        int first = from;
        int second = border;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int one = isFirst[column[row] & 0xff];
            move(i, row, either(one, first, second));
            first += one;
            second += 1 - one;
        }
        check(border, first);
    }

    /**
     * As the other, with the rows whose bin is at most {@code last} in front. Costs a scattered read and two writes a row (three for
     * numbers), and no branch that could be guessed wrong.
     */
    void partition(byte[] column, int last, boolean missingFirst, int from, int border, int to) {
        int withMissing = missingFirst ? 1 : 0;
        int first = from;
        int second = border;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            // The bin of missing values is above all others, and the only one whose number is 255.
            int one = ((bin - last - 1) >>> 31) | (withMissing & ((bin + 1) >>> 8));
            move(i, row, either(one, first, second));
            first += one;
            second += 1 - one;
        }
        check(border, first);
    }

    /**
     * As the other, where a bin is cut: with the rows whose code is at most {@code cut} in front. Costs one more scattered read a row.
     *
     * @param parts of their bins that the rows lie in
     */
    void partition(byte[] column, byte[] parts, int cut, boolean missingFirst, int from, int border, int to) {
        int withMissing = missingFirst ? 1 : 0;
        int first = from;
        int second = border;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            int code = FineBins.code(bin, parts[row] & 0xff);
            int one = ((code - cut - 1) >>> 31) | (withMissing & ((bin + 1) >>> 8));
            move(i, row, either(one, first, second));
            first += one;
            second += 1 - one;
        }
        check(border, first);
    }

    private void move(int from, int row, int to) {
        nextRows[to] = row;
        nextPayload[to] = payload[from];
        if (sums.length > 0) {
            nextSums[to] = sums[from];
        }
    }

    /** {@code first} if {@code one} is 1, {@code second} if it is 0. */
    private static int either(int one, int first, int second) {
        return second + ((first - second) & -one);
    }

    private static void check(int border, int reached) {
        if (reached != border) {
            throw new IllegalStateException(
                    "a split sends rows up to " + reached + " to its first child, not to " + border);
        }
    }
}
