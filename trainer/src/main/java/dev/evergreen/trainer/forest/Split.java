package dev.evergreen.trainer.forest;

import java.util.Arrays;

/** The best split of a node that was found so far. One is used again for all nodes. */
public final class Split {
    /** -1 while there is none. */
    int feature;

    /** Numeric: the last code, as {@link FineBins} has it, that goes to the first child. */
    int cut;

    boolean missingFirst;

    /** How many rows go to the first child, where whoever searched has counted them. */
    int firstRows;

    /** Nominal: the bins that go to the first child, a bit each. */
    final long[] bins = new long[4];

    /** How good it is, to be compared within its node. */
    double score;

    public void none() {
        feature = -1;
        // Below every real one: a split that gains nothing by itself may let later ones gain.
        score = -1;
    }

    public boolean found() {
        return feature >= 0;
    }

    /** Between two bins. */
    public void numeric(int ofFeature, int lastBinOfFirst, boolean missingToFirst) {
        fine(ofFeature, FineBins.last(lastBinOfFirst), missingToFirst);
    }

    /** Between two values, maybe within a bin. */
    void fine(int ofFeature, int lastCodeOfFirst, boolean missingToFirst) {
        feature = ofFeature;
        cut = lastCodeOfFirst;
        missingFirst = missingToFirst;
    }

    /** @param order the bins that go to the first child come first, {@code count} of them */
    public void nominal(int ofFeature, int[] order, int count, boolean missingToFirst) {
        feature = ofFeature;
        missingFirst = missingToFirst;
        Arrays.fill(bins, 0);
        for (int i = 0; i < count; i++) {
            bins[order[i] >>> 6] |= 1L << order[i];
        }
    }
}
