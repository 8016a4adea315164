package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.FeatureBins;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.NodeRandom;
import dev.evergreen.trainer.forest.NominalBins;
import dev.evergreen.trainer.forest.Split;
import java.util.Arrays;

/**
 * Looks for a node's best split in its histogram: the border between bins that lessens the loss most, to second order, when
 * both sides get an answer of their own: {@code G1^2 / (H1 + l2) + G2^2 / (H2 + l2)} with sums G of first and H of second
 * derivatives (Chen and Guestrin, "XGBoost", 2016, equation 7).
 *
 * <p>Nominal bins are tried in the order of G / H, which finds the best set of them (Fisher, "On Grouping for Maximum
 * Homogeneity", 1958); each counts ten rows more without a gradient, so that rare ones stand in the middle. Rows without a
 * value are tried on either side.
 */
final class SplitSearch {
    /** The least sum of second derivatives that a child has, as in scikit-learn and LightGBM. */
    static final double LEAST_HESSIAN = 1e-3;

    /** By how much, in proportion, a split must gain for it to be no rounding. */
    private static final double LEAST_GAIN = 1e-12;

    private static final int ROWS_WITHOUT_GRADIENT = 10;

    final Split best = new Split();
    /** What the rows of the best split's first child add up to. */
    long firstGradient;

    long firstWeight;

    private final BinnedColumns columns;
    private final Histograms histograms;
    private final Gradients gradients;
    private final int minSamplesLeaf;
    private final int maxFeatures;
    private final double l2Regularization;
    private final int[] features;
    private final NodeRandom random = new NodeRandom();
    private final long[] keys = new long[BinnedColumns.MAX_BINS];
    private final int[] order = new int[BinnedColumns.MAX_BINS];
    private final int[] ascending = new int[BinnedColumns.MAX_BINS];

    // Of the node, in the gradients' units.
    private long[] histogram = {};
    private long gradient;
    private long weight;
    private int rows;
    private double l2;
    private double leastHessian;
    private double whole;
    private double bestScore;

    /** Of the feature that is tried: after which of its borders the best split lies, 0 while none is. */
    private int bestBorder;

    private boolean bestMissingFirst;

    SplitSearch(
            BinnedColumns columns,
            Histograms histograms,
            Gradients gradients,
            GrowthLimits limits,
            double l2Regularization) {
        this.columns = columns;
        this.histograms = histograms;
        this.gradients = gradients;
        this.minSamplesLeaf = limits.minSamplesLeaf();
        this.maxFeatures = Math.min(limits.maxFeatures(), columns.features());
        this.l2Regularization = l2Regularization;
        this.features = new int[columns.features()];
        Arrays.setAll(features, f -> f);
        Arrays.setAll(ascending, bin -> bin);
    }

    /**
     * Looks for the best split of a node; {@link #best} is none where no split gains anything.
     *
     * @param ofHistogram the node's
     * @param ofGradient what its rows add up to
     * @param ofWeight likewise
     */
    void find(long[] ofHistogram, long ofGradient, long ofWeight, long seed) {
        histogram = ofHistogram;
        gradient = ofGradient;
        weight = ofWeight;
        rows = gradients.rows(ofWeight);
        l2 = l2Regularization * gradients.hessianScale();
        leastHessian = LEAST_HESSIAN * gradients.hessianScale();
        double all = ofGradient;
        whole = all * all / (hessian(ofWeight) + l2);
        bestScore = whole * (1 + LEAST_GAIN);
        best.none();
        if (hessian(ofWeight) < 2 * leastHessian) {
            return;
        }
        if (maxFeatures == features.length) {
            for (int feature : features) {
                tryFeature(feature);
            }
        } else {
            tryAnyFeatures(seed);
        }
    }

    /** By how much the best split lessens the loss, times two: of a squared error, by how much the sum of squares falls. */
    double gain() {
        double scale = gradients.gradientScale();
        return (bestScore - whole) * gradients.hessianScale() / scale / scale;
    }

    private double hessian(long ofWeight) {
        return ofWeight & (1L << gradients.shift) - 1;
    }

    /** Draws them, and puts them back afterwards so that the next node draws from the same order. */
    private void tryAnyFeatures(long seed) {
        random.seed(seed);
        var swaps = new int[maxFeatures];
        for (int tried = 0; tried < maxFeatures; tried++) {
            swaps[tried] = tried + random.below(features.length - tried);
            swap(tried, swaps[tried]);
            tryFeature(features[tried]);
        }
        for (int tried = maxFeatures - 1; tried >= 0; tried--) {
            swap(tried, swaps[tried]);
        }
    }

    private void swap(int left, int right) {
        int feature = features[left];
        features[left] = features[right];
        features[right] = feature;
    }

    private void tryFeature(int feature) {
        FeatureBins bins = columns.bins(feature);
        int at = histograms.offset(feature);
        int missing = at + 2 * BinnedColumns.MISSING;
        boolean anyMissing = columns.anyMissing(feature) && histogram[missing + 1] != 0;
        boolean nominal = bins instanceof NominalBins;
        int[] inOrder = nominal ? order : ascending;
        int count = nominal ? sort(at, bins.count()) : bins.count();
        bestBorder = 0;
        tryBorders(inOrder, at, anyMissing ? count : count - 1, 0, 0, false);
        if (anyMissing) {
            tryBorders(inOrder, at, count - 1, histogram[missing], histogram[missing + 1], true);
        }
        if (bestBorder > 0) {
            if (nominal) {
                best.nominal(feature, order, bestBorder, bestMissingFirst);
            } else {
                best.numeric(feature, cut(at, count), bestMissingFirst);
            }
        }
    }

    /**
     * Tries each border with rows enough on either side. Costs two additions and a comparison without division a border.
     *
     * @param inOrder the bins; the first child of a border has so many of them
     * @param startGradient of rows that the first child has beside them
     */
    private void tryBorders(
            int[] inOrder, int at, int lastBorder, long startGradient, long startWeight, boolean missingFirst) {
        long[] pairs = histogram;
        long mask = (1L << gradients.shift) - 1;
        long least = (long) minSamplesLeaf << gradients.shift;
        long tooMany = (rows - minSamplesLeaf + 1L) << gradients.shift;
        double all = gradient;
        double allHessian = hessian(weight) + 2 * l2;
        double leastOfBoth = leastHessian + l2;
        long sum = startGradient;
        long first = startWeight;
        for (int border = 1; border <= lastBorder; border++) {
            int pair = at + 2 * inOrder[border - 1];
            sum += pairs[pair];
            first += pairs[pair + 1];
            if (first < least) {
                continue;
            }
            if (first >= tooMany) {
                break;
            }
            double firstHessian = (first & mask) + l2;
            double secondHessian = allHessian - firstHessian;
            double secondSum = all - sum;
            double over = (double) sum * sum * secondHessian + secondSum * secondSum * firstHessian;
            double under = firstHessian * secondHessian;
            if (over > bestScore * under && Math.min(firstHessian, secondHessian) >= leastOfBoth) {
                bestScore = over / under;
                bestBorder = border;
                bestMissingFirst = missingFirst;
                firstGradient = sum;
                firstWeight = first;
            }
        }
    }

    /** The last bin of the first child: empty ones between the two are shared evenly. */
    private int cut(int at, int count) {
        int next = bestBorder;
        while (next < count && histogram[at + 2 * next + 1] == 0) {
            next++;
        }
        return next == count ? count - 1 : (bestBorder + next - 1) >>> 1;
    }

    /** Brings the bins that have rows into order; how many there are. */
    private int sort(int at, int bins) {
        double rowsWithout = ROWS_WITHOUT_GRADIENT * hessian(weight) / rows;
        int count = 0;
        for (int bin = 0; bin < bins; bin++) {
            long ofBin = histogram[at + 2 * bin + 1];
            if (ofBin != 0) {
                double key = histogram[at + 2 * bin] / (hessian(ofBin) + rowsWithout);
                // The lowest bits of the number give way to the bin.
                keys[count++] = (sortable(key) & -256L) | bin;
            }
        }
        Arrays.sort(keys, 0, count);
        for (int i = 0; i < count; i++) {
            order[i] = (int) (keys[i] & 0xff);
        }
        return count;
    }

    /** The bits of a number as a whole number in the same order. */
    private static long sortable(double key) {
        long bits = Double.doubleToRawLongBits(key);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }
}
