package dev.evergreen.trainer.forest;

/** Splits of numbers by squared error. A bin holds rows and weight in one number, and the sum of weight times target. */
final class NumberSearch extends NodeSearch {
    private final long[] weights = new long[256];
    private final double[] sums = new double[256];
    private final double mean;
    private long nodeWeights;
    private double nodeSum;
    private boolean pure;

    /** @param mean what was taken off the targets */
    NumberSearch(BinnedColumns columns, FineColumns fine, Sample sample, int minSamplesLeaf, double mean) {
        super(columns, fine, sample, minSamplesLeaf);
        this.mean = mean;
    }

    static long payload(int weight) {
        return 1L << 32 | weight;
    }

    private static long rows(long sum) {
        return sum >>> 32;
    }

    private static double weight(long sum) {
        return sum & 0xffffffffL;
    }

    @Override
    void addUp() {
        long weight = 0;
        double sum = 0;
        boolean same = true;
        double target = sample.sums[from] / weight(sample.payload[from]);
        for (int i = from; i < to; i++) {
            weight += sample.payload[i];
            sum += sample.sums[i];
            same &= sample.sums[i] == target * weight(sample.payload[i]);
        }
        nodeWeights = weight;
        nodeSum = sum;
        pure = same;
    }

    @Override
    boolean pure() {
        return pure;
    }

    @Override
    int width() {
        return 1;
    }

    @Override
    void answer(double[] into, int at) {
        into[at] = mean + nodeSum / weight(nodeWeights);
    }

    @Override
    double gain() {
        return best.score / weight(nodeWeights);
    }

    /** Costs a scattered read and two additions a row. */
    @Override
    void fill(byte[] column) {
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        double[] targets = sample.sums;
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            weights[bin] += payload[i];
            sums[bin] += targets[i];
        }
    }

    @Override
    void fill(byte[] column, long[] occupied) {
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        double[] targets = sample.sums;
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            weights[bin] += payload[i];
            sums[bin] += targets[i];
            occupied[bin >>> 6] |= 1L << bin;
        }
    }

    @Override
    boolean isOccupied(int bin) {
        return weights[bin] != 0;
    }

    @Override
    int rowsIn(int bin) {
        return (int) rows(weights[bin]);
    }

    @Override
    void clear(int bin) {
        weights[bin] = 0;
        sums[bin] = 0;
    }

    @Override
    double key(int bin) {
        return sums[bin] / weight(weights[bin]);
    }

    /**
     * With l of the weight L and s of the sum S on the one side, the squared error falls by {@code (s L - l S)^2 / (L l (L -
     * l))}. Costs a comparison without division a border.
     */
    @Override
    void tryBorders(int feature, int[] order, int count, int firstBorder, int lastBorder) {
        long missing = weights[BinnedColumns.MISSING];
        double missingSum = sums[BinnedColumns.MISSING];
        long first = 0;
        double sum = 0;
        for (int border = 1; border <= lastBorder; border++) {
            int bin = order[border - 1];
            first += weights[bin];
            sum += sums[bin];
            if (border >= firstBorder) {
                tryBorder(border, first, sum, false);
                if (missing != 0 && border < count) {
                    tryBorder(border, first + missing, sum + missingSum, true);
                }
            }
        }
    }

    /** Costs two additions, and a comparison without division, a row. */
    @Override
    void tryBorders(int[] entries, int valued, int firstBorder, int lastBorder) {
        long missing = 0;
        double missingSum = 0;
        for (int i = valued; i < rows(); i++) {
            int row = from + FewRows.row(entries[i]);
            missing += sample.payload[row];
            missingSum += sample.sums[row];
        }
        long first = 0;
        double sum = 0;
        for (int border = 1; border <= lastBorder; border++) {
            int last = entries[border - 1];
            int row = from + FewRows.row(last);
            first += sample.payload[row];
            sum += sample.sums[row];
            boolean apart = border == valued || FewRows.code(last) != FewRows.code(entries[border]);
            if (border >= firstBorder && apart) {
                tryBorder(border, first, sum, false);
                if (missing != 0 && border < valued) {
                    tryBorder(border, first + missing, sum + missingSum, true);
                }
            }
        }
    }

    private void tryBorder(int border, long first, double sum, boolean missingFirst) {
        long rows = rows(first);
        if (rows < minSamplesLeaf || rows(nodeWeights) - rows < minSamplesLeaf) {
            return;
        }
        double all = weight(nodeWeights);
        double weight = weight(first);
        double difference = sum * all - weight * nodeSum;
        double square = difference * difference;
        double scale = weight * (all - weight);
        if (square > best.score * scale) {
            best.score = square / scale;
            bestBorder = border;
            bestMissingFirst = missingFirst;
            bestFirstRows = (int) rows;
        }
    }
}
