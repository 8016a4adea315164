package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.artifact.Combination;

/** What boosting makes small: scores of rows are sums over trees, and each tree goes by the loss's derivatives at them. */
abstract sealed class Loss permits SquaredLoss, LogisticLoss, SoftmaxLoss {

    /** How many scores a row has: so many trees make a round. */
    abstract int scores();

    /** A score without trees. */
    abstract double start(int score);

    /** How scores become answers. */
    abstract Combination combination();

    /** What a tree's answers are multiplied by, beside the learning rate, to be in the units of a score. */
    abstract double unit();

    /** Whether {@link #start} is added to the answers of the first round's trees, as the combination has no place for it. */
    final boolean startsInTrees() {
        return combination() == Combination.SOFTMAX;
    }

    /**
     * Looks at all scores before any tree of a round changes them.
     *
     * @param scores {@code [scores][rows]}
     */
    abstract void beginRound(double[][] scores);

    /**
     * Works out the derivatives by one score as it was at the beginning of the round.
     *
     * @param scores {@code [scores][rows]}
     */
    abstract void gradients(double[][] scores, int score, Gradients into);

    /** The mean over any rows. */
    abstract double mean(double[][] scores, Examples rows);
}
