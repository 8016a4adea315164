package dev.evergreen.trainer.forest;

/**
 * Splits of two classes by Gini impurity. A bin is one number of 64 bits: rows, their weight, and the weight of those of
 * the second class, 21 bits each, so that adding a row up is one addition.
 */
final class BinarySearch extends NodeSearch {
    /** The greatest weight that all rows together may have. */
    static final int MOST = (1 << 21) - 1;

    private long[] bins = new long[256];
    /** Of a second feature. */
    private long[] otherBins = new long[256];

    private final long[] otherOccupied = new long[4];
    private long node;

    BinarySearch(BinnedColumns columns, FineColumns fine, Sample sample, int minSamplesLeaf) {
        super(columns, fine, sample, minSamplesLeaf);
    }

    static long payload(int weight, int y) {
        return 1L << 42 | (long) weight << 21 | (long) weight * y;
    }

    private static long rows(long sum) {
        return sum >>> 42;
    }

    private static long weight(long sum) {
        return sum >>> 21 & MOST;
    }

    private static long second(long sum) {
        return sum & MOST;
    }

    @Override
    void addUp() {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += sample.payload[i];
        }
        node = sum;
    }

    @Override
    boolean pure() {
        return second(node) == 0 || second(node) == weight(node);
    }

    @Override
    int width() {
        return 2;
    }

    @Override
    void answer(double[] into, int at) {
        double weight = weight(node);
        into[at] = (weight(node) - second(node)) / weight;
        into[at + 1] = second(node) / weight;
    }

    @Override
    double gain() {
        return 2 * best.score / weight(node);
    }

    /** Costs a scattered read and an addition a row. */
    @Override
    void fill(byte[] column) {
        long[] into = bins;
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        for (int i = from; i < to; i++) {
            into[column[rows[i]] & 0xff] += payload[i];
        }
    }

    @Override
    void fill(byte[] column, long[] occupied) {
        long[] into = bins;
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            into[bin] += payload[i];
            occupied[bin >>> 6] |= 1L << bin;
        }
    }

    /** Adds both up at once: while an addition waits for the one before it in the same bin, that of the other feature goes on. */
    @Override
    boolean tryFeatures(int one, int other) {
        if (hasFewRows(one) || hasFewRows(other)) {
            return super.tryFeatures(one, other);
        }
        if (isSparse()) {
            fillSparse(columns.column(one), columns.column(other));
        } else {
            fill(columns.column(one), columns.column(other));
        }
        boolean differ = tryFilled(one, occupied);
        turn();
        differ |= tryFilled(other, otherOccupied);
        turn();
        return differ;
    }

    private void turn() {
        long[] turned = bins;
        bins = otherBins;
        otherBins = turned;
    }

    private void fill(byte[] column, byte[] other) {
        long[] into = bins;
        long[] otherInto = otherBins;
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            long value = payload[i];
            into[column[row] & 0xff] += value;
            otherInto[other[row] & 0xff] += value;
        }
    }

    private void fillSparse(byte[] column, byte[] other) {
        long[] into = bins;
        long[] otherInto = otherBins;
        long[] bits = occupied;
        long[] otherBits = otherOccupied;
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            long value = payload[i];
            int bin = column[row] & 0xff;
            int otherBin = other[row] & 0xff;
            into[bin] += value;
            otherInto[otherBin] += value;
            bits[bin >>> 6] |= 1L << bin;
            otherBits[otherBin >>> 6] |= 1L << otherBin;
        }
    }

    @Override
    void fillPlaces(int[] byPlace) {
        for (int i = 0; i < rows(); i++) {
            bins[NodePlaces.place(byPlace[i])] += sample.payload[from + NodePlaces.row(byPlace[i])];
        }
    }

    @Override
    boolean isOccupied(int bin) {
        return bins[bin] != 0;
    }

    @Override
    int rowsIn(int bin) {
        return (int) rows(bins[bin]);
    }

    @Override
    void clear(int bin) {
        bins[bin] = 0;
    }

    @Override
    double key(int bin) {
        return (double) second(bins[bin]) / weight(bins[bin]);
    }

    /**
     * With l of L rows' weight on the one side and s of S of it in the second class, the impurity falls by {@code 2 / L *
     * (s L - l S)^2 / (l (L - l))}. Costs a comparison without division a border.
     */
    @Override
    void tryBorders(int feature, int[] order, int count, int firstBorder, int lastBorder) {
        long missing = bins[BinnedColumns.MISSING];
        long first = 0;
        for (int border = 1; border <= lastBorder; border++) {
            first += bins[order[border - 1]];
            if (border >= firstBorder) {
                tryBorder(border, first, false);
                if (missing != 0 && border < count) {
                    tryBorder(border, first + missing, true);
                }
            }
        }
    }

    private void tryBorder(int border, long first, boolean missingFirst) {
        long rows = rows(first);
        if (rows < minSamplesLeaf || rows(node) - rows < minSamplesLeaf) {
            return;
        }
        double all = weight(node);
        double weight = weight(first);
        double difference = second(first) * all - weight * second(node);
        double square = difference * difference;
        double scale = weight * (all - weight);
        if (square > best.score * scale) {
            best.score = square / scale;
            bestBorder = border;
            bestMissingFirst = missingFirst;
        }
    }
}
