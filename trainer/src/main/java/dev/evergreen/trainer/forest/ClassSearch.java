package dev.evergreen.trainer.forest;

import java.util.Arrays;

/** Splits of any number of classes, which may weigh differently, by Gini impurity or entropy. A bin has a sum for each. */
final class ClassSearch extends NodeSearch {
    private final int classes;
    private final Criterion criterion;
    private final int[] binRows = new int[256];
    /** {@code [256 x classes]}, of weights */
    private final double[] sums;

    private final double[] node;
    private final double[] first;
    private final double[] second;
    private final double[] kept;
    private double nodeWeight;
    private int commonest;

    ClassSearch(
            BinnedColumns columns,
            FineColumns fine,
            Sample sample,
            int minSamplesLeaf,
            int classes,
            Criterion criterion) {
        super(columns, fine, sample, minSamplesLeaf);
        this.classes = classes;
        this.criterion = criterion;
        this.sums = new double[256 * classes];
        this.node = new double[classes];
        this.first = new double[classes];
        this.second = new double[classes];
        this.kept = new double[classes];
    }

    static long bytes(int classes) {
        return 256L * (4 + 8 * classes);
    }

    @Override
    void addUp() {
        Arrays.fill(node, 0);
        for (int i = from; i < to; i++) {
            node[(int) sample.payload[i]] += sample.sums[i];
        }
        nodeWeight = 0;
        commonest = 0;
        for (int c = 0; c < classes; c++) {
            nodeWeight += node[c];
            if (node[c] > node[commonest]) {
                commonest = c;
            }
        }
    }

    @Override
    boolean pure() {
        for (int c = 0; c < classes; c++) {
            if (c != commonest && node[c] > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    int width() {
        return classes;
    }

    @Override
    void answer(double[] into, int at) {
        for (int c = 0; c < classes; c++) {
            into[at + c] = node[c] / nodeWeight;
        }
    }

    @Override
    double gain() {
        // The impurity of a node times its weight is weight - squares / weight, or minus the sum of c log(c / weight).
        return switch (criterion) {
            case GINI -> best.score - squares(node) / nodeWeight;
            case ENTROPY -> best.score - logs(node, nodeWeight);
        };
    }

    /** Costs a scattered read and two additions a row. */
    @Override
    void fill(byte[] column) {
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        double[] weights = sample.sums;
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            binRows[bin]++;
            sums[bin * classes + (int) payload[i]] += weights[i];
        }
    }

    @Override
    void fill(byte[] column, long[] occupied) {
        int[] rows = sample.rows;
        long[] payload = sample.payload;
        double[] weights = sample.sums;
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            binRows[bin]++;
            sums[bin * classes + (int) payload[i]] += weights[i];
            occupied[bin >>> 6] |= 1L << bin;
        }
    }

    @Override
    boolean isOccupied(int bin) {
        return binRows[bin] != 0;
    }

    @Override
    int rowsIn(int bin) {
        return binRows[bin];
    }

    @Override
    void clear(int bin) {
        if (binRows[bin] != 0) {
            binRows[bin] = 0;
            Arrays.fill(sums, bin * classes, (bin + 1) * classes, 0);
        }
    }

    /** The share of the node's commonest class. */
    @Override
    double key(int bin) {
        double weight = 0;
        for (int c = 0; c < classes; c++) {
            weight += sums[bin * classes + c];
        }
        return sums[bin * classes + commonest] / weight;
    }

    /** Costs {@code classes} additions and a score a border. */
    @Override
    void tryBorders(int feature, int[] order, int count, int firstBorder, int lastBorder) {
        Arrays.fill(first, 0);
        int missing = binRows[BinnedColumns.MISSING];
        int rows = 0;
        for (int border = 1; border <= lastBorder; border++) {
            int bin = order[border - 1];
            add(bin, 1);
            rows += binRows[bin];
            if (border >= firstBorder) {
                tryBorder(border, rows, false);
                if (missing != 0 && border < count) {
                    add(BinnedColumns.MISSING, 1);
                    tryBorder(border, rows + missing, true);
                    add(BinnedColumns.MISSING, -1);
                }
            }
        }
    }

    /** Costs an addition a row, and a score a border; where values are missing two scores, and as many additions as rows lack theirs. */
    @Override
    void tryBorders(int[] entries, int valued, int firstBorder, int lastBorder) {
        Arrays.fill(first, 0);
        for (int border = 1; border <= lastBorder; border++) {
            int last = entries[border - 1];
            add(last);
            boolean apart = border == valued || FewRows.code(last) != FewRows.code(entries[border]);
            if (border >= firstBorder && apart) {
                tryBorder(border, border, false);
                if (valued < rows() && border < valued) {
                    tryMissingFirst(entries, valued, border);
                }
            }
        }
    }

    private void tryMissingFirst(int[] entries, int valued, int border) {
        System.arraycopy(first, 0, kept, 0, classes);
        for (int i = valued; i < rows(); i++) {
            add(entries[i]);
        }
        tryBorder(border, border + rows() - valued, true);
        System.arraycopy(kept, 0, first, 0, classes);
    }

    private void add(int entry) {
        int row = from + FewRows.row(entry);
        first[(int) sample.payload[row]] += sample.sums[row];
    }

    private void add(int bin, double sign) {
        for (int c = 0; c < classes; c++) {
            first[c] += sign * sums[bin * classes + c];
        }
    }

    private void tryBorder(int border, int rows, boolean missingFirst) {
        if (rows < minSamplesLeaf || rows() - rows < minSamplesLeaf) {
            return;
        }
        double weight = 0;
        for (int c = 0; c < classes; c++) {
            second[c] = node[c] - first[c];
            weight += first[c];
        }
        double score = switch (criterion) {
            case GINI -> squares(first) / weight + squares(second) / (nodeWeight - weight);
            case ENTROPY -> logs(first, weight) + logs(second, nodeWeight - weight);
        };
        if ((!best.found() && bestBorder == 0) || score > best.score) {
            best.score = score;
            bestBorder = border;
            bestMissingFirst = missingFirst;
            bestFirstRows = rows;
        }
    }

    private double squares(double[] counts) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += counts[c] * counts[c];
        }
        return sum;
    }

    /** Minus the entropy times the weight: 0 where there is one class only, less for more. */
    private double logs(double[] counts, double weight) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            if (counts[c] > 0) {
                sum += counts[c] * Math.log(counts[c] / weight);
            }
        }
        return sum;
    }
}
