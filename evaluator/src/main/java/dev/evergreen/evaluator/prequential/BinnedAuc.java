package dev.evergreen.evaluator.prequential;

import java.util.Optional;

/**
 * A ROC AUC from counts of positives and negatives in {@value #BINS} bins of the score, for more rows than can be kept.
 *
 * <p>Only pairs within one bin are not ordered by it, and each counts half; so it is off by at most half the share of
 * such pairs, {@code sum(p_b * n_b) / (2 P N)}, which {@link #errorBound} gives for the rows at hand. The bins are equal
 * in {@code asin(sqrt(score))}, the transform that evens out a proportion's variance: fine near 0 and 1, where boosted
 * models put most of their scores.
 */
final class BinnedAuc {
    static final int BINS = 1_000;

    private BinnedAuc() {}

    /** 0 to {@code BINS - 1}, never falling as the score rises; the same on every machine. */
    static int bin(double score) {
        double inside = Math.clamp(score, 0.0, 1.0);
        return Math.min(BINS - 1, (int) (StrictMath.asin(Math.sqrt(inside)) / (Math.PI / 2) * BINS));
    }

    /** Absent without a positive or without a negative. Exact in the counts up to three billion rows. */
    static Optional<Double> value(Cells cells, int negatives, int positives) {
        long twiceOrdered = 0;
        long below = 0;
        long allPositive = 0;
        for (int b = 0; b < BINS; b++) {
            long n = cells.count(negatives + b);
            long p = cells.count(positives + b);
            twiceOrdered += p * (2 * below + n);
            below += n;
            allPositive += p;
        }
        return below == 0 || allPositive == 0
                ? Optional.empty()
                : Optional.of(twiceOrdered / 2.0 / ((double) below * allPositive));
    }

    /** How far {@link #value} may lie from the exact figure, either way; 0 without pairs. */
    static double errorBound(Cells cells, int negatives, int positives) {
        double tied = 0;
        double n = 0;
        double p = 0;
        for (int b = 0; b < BINS; b++) {
            tied += (double) cells.count(negatives + b) * cells.count(positives + b);
            n += cells.count(negatives + b);
            p += cells.count(positives + b);
        }
        return tied == 0 ? 0 : tied / (2 * n * p);
    }
}
