package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.GrowthLimits;
import java.util.Optional;

/**
 * How an ensemble is to be boosted.
 *
 * @param rounds 1 or more; each grows one tree, or one for each of more than two classes
 * @param learningRate what each tree's answers are multiplied by, above 0
 * @param limits of each tree; the features that a split tries are drawn for it
 * @param l2Regularization added to the sum of the second derivatives in a leaf, 0 or more
 * @param subsample how many rows each round draws, as a share of all: above 0, up to 1
 * @param balanced whether each class weighs as much as any other
 */
public record BoostingSpec(
        int rounds,
        double learningRate,
        GrowthLimits limits,
        double l2Regularization,
        double subsample,
        boolean balanced,
        Optional<EarlyStopping> earlyStopping) {

    /** Every choice at scikit-learn's default but for early stopping: 31 leaves of at least 20 rows, all features tried. */
    public static BoostingSpec of(int rounds, double learningRate) {
        var limits = new GrowthLimits(GrowthLimits.UNLIMITED, 2, 20, Integer.MAX_VALUE, 31);
        return new BoostingSpec(rounds, learningRate, limits, 0, 1, false, Optional.empty());
    }

    /** The same but for the trees. */
    public BoostingSpec with(GrowthLimits otherLimits) {
        return new BoostingSpec(
                rounds, learningRate, otherLimits, l2Regularization, subsample, balanced, earlyStopping);
    }

    int drawn(int rows) {
        return (int) Math.max(1, Math.round(subsample * rows));
    }
}
