package dev.evergreen.trainer.search;

import java.util.List;

/**
 * A round's sizes: what its later rungs are planned from, where the rows themselves are no longer at hand.
 *
 * @param rungs one with all candidates and all rows for an exhaustive search
 * @param rows of the window
 * @param columns of the window
 * @param trainRows by fold
 * @param testRows by fold
 */
public record RoundShape(
        long round, List<Rungs.Rung> rungs, int rows, int columns, List<Integer> trainRows, List<Integer> testRows) {
    public RoundShape {
        rungs = List.copyOf(rungs);
        trainRows = List.copyOf(trainRows);
        testRows = List.copyOf(testRows);
    }

    public int folds() {
        return trainRows.size();
    }

    /** How many of a fold's training rows a rung takes: the share that it takes of the window, as scikit-learn does. */
    public int trainRows(int rung, int fold) {
        long share = (long) trainRows.get(fold) * rungs.get(rung).rows() / rows;
        return (int) Math.max(1, share);
    }
}
