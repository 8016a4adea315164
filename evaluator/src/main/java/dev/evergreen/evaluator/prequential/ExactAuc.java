package dev.evergreen.evaluator.prequential;

import java.util.Optional;

/**
 * The exact ROC AUC of a set of rows that grows and shrinks, as the Mann-Whitney statistic: the share of (positive,
 * negative) pairs that the scores order rightly, a tie counting half. After Brzezinski and Stefanowski, "Prequential AUC"
 * (Knowledge and Information Systems 52, 2017), with sorted arrays for their trees.
 */
final class ExactAuc {
    private final SortedDoubles positives = new SortedDoubles();
    private final SortedDoubles negatives = new SortedDoubles();
    /** Twice the Mann-Whitney statistic, so that a tie is a whole number. */
    private long twiceOrdered;

    void add(double score, boolean positive) {
        twiceOrdered += pairs(score, positive);
        (positive ? positives : negatives).add(score);
    }

    void remove(double score, boolean positive) {
        (positive ? positives : negatives).remove(score);
        twiceOrdered -= pairs(score, positive);
    }

    /** Absent without a positive or without a negative. */
    Optional<Double> value() {
        long pairs = (long) positives.size() * negatives.size();
        return pairs == 0 ? Optional.empty() : Optional.of(twiceOrdered / 2.0 / pairs);
    }

    private long pairs(double score, boolean positive) {
        if (positive) {
            return (long) negatives.below(score) + negatives.upTo(score);
        }
        return 2L * positives.size() - positives.below(score) - positives.upTo(score);
    }
}
