package dev.evergreen.trainer.search;

/** What a fit gives: scores one row at a time. */
@FunctionalInterface
public interface RowScorer {

    /**
     * @param row {@code [features]}
     * @param out {@code [classes]} for the classes' probabilities, {@code [1]} for a number
     */
    void score(double[] row, double[] out);
}
