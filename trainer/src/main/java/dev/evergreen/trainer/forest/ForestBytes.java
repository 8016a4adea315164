package dev.evergreen.trainer.forest;

/**
 * What growing a forest holds at once beside the window and its bins, in bytes. For n rows of which a tree draws m different
 * ones, t trees of l leaves, and w numbers in an answer:
 *
 * <pre>
 * places   1 n                    where some feature has more values than bins; for the other rows of the window as well,
 *                                 which are not counted
 * draw     4 n                    how often each row was drawn
 * labels   8 n
 * sample   24 m or 40 m           the rows drawn, with what is added up
 * tree     2 l (49 + 8 w) 2       the nodes of the tree that grows, in arrays that double
 * forest   t 2 l (17 + 8 w) 1.5   the nodes of those that are grown
 * model    t l 3.5 (34 + 8 w)     as {@code learner.Workspace} has it
 * </pre>
 *
 * l is a guess, {@code m / (3 min_samples_leaf)}, where depth and max_leaf_nodes allow it.
 */
public final class ForestBytes {
    private static final long FIXED = 1 << 16;
    private static final double DIFFERENT_OF_DRAWN = 0.633;

    private ForestBytes() {}

    /** @param classes 0 for numbers */
    public static long of(ForestSpec spec, int rows, int classes) {
        GrowthLimits limits = spec.limits();
        double drawn = spec.maxSamples() * rows * (spec.bootstrap() ? DIFFERENT_OF_DRAWN : 1);
        double byDepth = limits.maxDepth() < 30 ? 1 << limits.maxDepth() : Integer.MAX_VALUE;
        double byRows = 1 + drawn / (3.0 * limits.minSamplesLeaf());
        double leaves = Math.min(Math.min(byDepth, byRows), limits.maxLeafNodes());
        int width = Math.max(1, classes);
        boolean packed = classes == 2 && spec.criterion() == Criterion.GINI && !spec.balanced();
        double sample = Sample.bytes((long) (spec.maxSamples() * rows), !packed);
        double tree = 4 * leaves * (49 + 8 * width);
        double forest = spec.trees() * leaves * (3 * (17 + 8 * width) + 3.5 * (34 + 8 * width));
        return FIXED + ClassSearch.bytes(width) + (long) (13.0 * rows + sample + tree + forest);
    }
}
