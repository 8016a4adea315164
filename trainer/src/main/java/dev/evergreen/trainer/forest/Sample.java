package dev.evergreen.trainer.forest;

/**
 * What a tree is grown from: the rows that were drawn, each with what a {@link NodeSearch} adds up for it. A node is a
 * stretch of these arrays; a split brings the rows of its first child to the front of the node's stretch, in their order.
 * Holds 24 bytes a row, or 40 where sums are added up beside whole numbers, and is used again for every tree.
 */
final class Sample {
    final int[] rows;
    /** Whole numbers to be added up, packed as the search likes. */
    final long[] payload;
    /** Of numbers: weight times target. Empty for classes. */
    final double[] sums;

    int size;

    private final int[] laterRows;
    private final long[] laterPayload;
    private final double[] laterSums;

    Sample(int rows, boolean numbers) {
        this.rows = new int[rows];
        this.payload = new long[rows];
        this.sums = new double[numbers ? rows : 0];
        this.laterRows = new int[rows];
        this.laterPayload = new long[rows];
        this.laterSums = new double[numbers ? rows : 0];
    }

    static long bytes(long rows, boolean numbers) {
        return rows * (numbers ? 40 : 24);
    }

    /**
     * Brings the rows with {@code isFirst[bin] == 1} to the front. Costs a scattered read and four writes a row (six for
     * numbers), and no branch that could be guessed wrong.
     *
     * @param isFirst {@code [256]}, 0 or 1
     * @return where the second child begins
     */
    int partition(byte[] column, byte[] isFirst, int from, int to) {
        return sums.length == 0
                ? partitionClasses(column, isFirst, from, to)
                : partitionNumbers(column, isFirst, from, to);
    }

    /**
     * As the other, where a bin is cut: brings rows whose code is at most {@code cut} to the front. Costs one more scattered
     * read a row.
     *
     * @param parts of their bins that the rows lie in
     */
    int partition(byte[] column, byte[] parts, int cut, boolean missingFirst, int from, int to) {
        int withMissing = missingFirst ? 1 : 0;
        int first = from;
        int later = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            int code = FineBins.code(bin, parts[row] & 0xff);
            // The bin of missing values is above all codes, and the only one whose number is 255.
            int one = ((code - cut - 1) >>> 31) | (withMissing & ((bin + 1) >>> 8));
            long value = payload[i];
            rows[first] = row;
            payload[first] = value;
            laterRows[later] = row;
            laterPayload[later] = value;
            if (sums.length > 0) {
                double sum = sums[i];
                sums[first] = sum;
                laterSums[later] = sum;
            }
            first += one;
            later += 1 - one;
        }
        System.arraycopy(laterRows, 0, rows, first, later);
        System.arraycopy(laterPayload, 0, payload, first, later);
        if (sums.length > 0) {
            System.arraycopy(laterSums, 0, sums, first, later);
        }
        return first;
    }

    private int partitionClasses(byte[] column, byte[] isFirst, int from, int to) {
        int first = from;
        int later = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            long value = payload[i];
            int one = isFirst[column[row] & 0xff];
            rows[first] = row;
            payload[first] = value;
            laterRows[later] = row;
            laterPayload[later] = value;
            first += one;
            later += 1 - one;
        }
        System.arraycopy(laterRows, 0, rows, first, later);
        System.arraycopy(laterPayload, 0, payload, first, later);
        return first;
    }

    private int partitionNumbers(byte[] column, byte[] isFirst, int from, int to) {
        int first = from;
        int later = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            long value = payload[i];
            double sum = sums[i];
            int one = isFirst[column[row] & 0xff];
            rows[first] = row;
            payload[first] = value;
            sums[first] = sum;
            laterRows[later] = row;
            laterPayload[later] = value;
            laterSums[later] = sum;
            first += one;
            later += 1 - one;
        }
        System.arraycopy(laterRows, 0, rows, first, later);
        System.arraycopy(laterPayload, 0, payload, first, later);
        System.arraycopy(laterSums, 0, sums, first, later);
        return first;
    }
}
