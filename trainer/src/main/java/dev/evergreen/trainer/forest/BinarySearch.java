package dev.evergreen.trainer.forest;

import java.util.Arrays;

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

    @Override
    boolean tryFilled(int feature, long[] bits) {
        boolean dense = !isSparse() && isNumeric(feature) && bins[BinnedColumns.MISSING] == 0;
        int count = columns.bins(feature).count();
        if (!dense || occupiedBins(count) < FEW_BINS) {
            return super.tryFilled(feature, bits);
        }
        tryAllBorders(feature, count);
        Arrays.fill(bins, 0, count, 0);
        return true;
    }

    private int occupiedBins(int count) {
        long[] read = bins;
        int occupied = 0;
        for (int bin = 0; bin < count; bin++) {
            occupied += (int) (-read[bin] >>> 63);
        }
        return occupied;
    }

    /**
     * Tries the borders of a numeric feature that no row lacks and of which at least {@link #FEW_BINS} bins have rows. A border behind an
     * empty bin parts the rows as the one before it does, and it costs less to look at both than to leave one out.
     */
    private void tryAllBorders(int feature, int count) {
        long[] read = bins;
        double all = weight(node);
        double allSecond = second(node);
        double score = best.score;
        long first = 0;
        bestBorder = 0;
        for (int bin = 0; bin < count; bin++) {
            first += read[bin];
            double weight = weight(first);
            double difference = second(first) * all - weight * allSecond;
            double square = difference * difference;
            double scale = weight * (all - weight);
            // Asked first, as it is seldom so. Writing to fields keeps the division from being done each time.
            if (square > score * scale && read[bin] != 0 && mayLieBehind(first)) {
                score = square / scale;
                bestBorder = bin + 1;
                bestFirstRows = (int) rows(first);
            }
        }
        if (bestBorder > 0) {
            int next = bestBorder;
            while (read[next] == 0) {
                next++;
            }
            best.score = score;
            best.numeric(feature, FineBins.middle(bestBorder - 1, next), false);
            best.firstRows = bestFirstRows;
        }
    }

    /** Whether a border leaves enough rows on either side. */
    private boolean mayLieBehind(long first) {
        return rows(first) >= minSamplesLeaf && rows(node) - rows(first) >= minSamplesLeaf;
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

    /** Costs an addition, a comparison without division, and no branch that is often guessed wrong, a row. */
    @Override
    void tryBorders(int[] entries, int valued, int firstBorder, int lastBorder) {
        long[] payload = sample.payload;
        long missing = 0;
        for (int i = valued; i < rows(); i++) {
            missing += payload[from + FewRows.row(entries[i])];
        }
        if (missing != 0) {
            tryBorders(entries, valued, missing, firstBorder, lastBorder);
            return;
        }
        // Each row is one: how many are on either side is known without counting.
        int begin = Math.max(firstBorder, minSamplesLeaf);
        int end = Math.min(lastBorder, rows() - minSamplesLeaf);
        long first = 0;
        for (int i = 0; i < begin - 1; i++) {
            first += payload[from + FewRows.row(entries[i])];
        }
        double all = weight(node);
        double allSecond = second(node);
        double score = best.score;
        for (int border = begin; border <= end; border++) {
            int last = entries[border - 1];
            first += payload[from + FewRows.row(last)];
            double weight = weight(first);
            double difference = second(first) * all - weight * allSecond;
            double square = difference * difference;
            double scale = weight * (all - weight);
            if (square > score * scale && FewRows.code(last) != FewRows.code(entries[border])) {
                score = square / scale;
                bestBorder = border;
            }
        }
        if (bestBorder > 0) {
            best.score = score;
            bestMissingFirst = false;
            bestFirstRows = bestBorder;
        }
    }

    private void tryBorders(int[] entries, int valued, long missing, int firstBorder, int lastBorder) {
        long first = 0;
        for (int border = 1; border <= lastBorder; border++) {
            int last = entries[border - 1];
            first += sample.payload[from + FewRows.row(last)];
            boolean apart = border == valued || FewRows.code(last) != FewRows.code(entries[border]);
            if (border >= firstBorder && apart) {
                tryBorder(border, first, false);
                if (border < valued) {
                    tryBorder(border, first + missing, true);
                }
            }
        }
    }

    private void tryBorder(int border, long first, boolean missingFirst) {
        if (!mayLieBehind(first)) {
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
            bestFirstRows = (int) rows(first);
        }
    }
}
