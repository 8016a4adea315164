package dev.evergreen.trainer.forest;

/**
 * How a forest is to be.
 *
 * @param bootstrap whether a tree draws its rows with replacement; else each row at most once
 * @param maxSamples how many rows a tree draws, as a share of all: above 0, up to 1
 * @param anyBorder whether a feature is tried at one border drawn at random: Geurts, Ernst, Wehenkel, "Extremely randomized
 *     trees", 2006
 * @param criterion of classes; numbers go by squared error
 * @param balanced whether each class weighs as much as any other, {@code rows / (classes * rows of the class)} a row
 */
public record ForestSpec(
        int trees,
        boolean bootstrap,
        double maxSamples,
        GrowthLimits limits,
        boolean anyBorder,
        Criterion criterion,
        boolean balanced) {
    private static final int MOST_PARTS = 100;

    /** A random forest with every choice at scikit-learn's default, but for what is given. */
    public static ForestSpec randomForest(int trees, GrowthLimits limits) {
        return new ForestSpec(trees, true, 1.0, limits, false, Criterion.GINI, false);
    }

    /** The same but for how many trees there are and how deep they may be. */
    public ForestSpec of(int otherTrees, int maxDepth) {
        return new ForestSpec(
                otherTrees, bootstrap, maxSamples, limits.withMaxDepth(maxDepth), anyBorder, criterion, balanced);
    }

    /** Into how many parts so many trees can be cut: few enough to cost nothing, enough to keep any cores equally busy. */
    public static int parts(int trees) {
        return Math.ceilDiv(trees, treesPerPart(trees));
    }

    private static int treesPerPart(int trees) {
        return Math.ceilDiv(trees, MOST_PARTS);
    }

    public int parts() {
        return parts(trees);
    }

    int treesPerPart() {
        return treesPerPart(trees);
    }

    /** Whether a tree leaves rows out, so that it can be asked about them. */
    public boolean leavesOut() {
        return bootstrap || maxSamples < 1;
    }

    int drawn(int rows) {
        return (int) Math.max(1, Math.round(maxSamples * rows));
    }
}
