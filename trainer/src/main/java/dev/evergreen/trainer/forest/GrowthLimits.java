package dev.evergreen.trainer.forest;

/**
 * How far a tree may grow.
 *
 * @param maxDepth splits on the way from the root to any leaf, 0 or more
 * @param minSamplesSplit rows that a node holds at least to be split; rows are counted once, however often they were drawn
 * @param minSamplesLeaf rows that a leaf holds at least, counted likewise
 * @param maxFeatures tried at each split, 1 or more; more where those have the same value in all rows of the node
 * @param maxLeafNodes 2 or more; below {@link #UNLIMITED} the best split anywhere comes first
 */
public record GrowthLimits(int maxDepth, int minSamplesSplit, int minSamplesLeaf, int maxFeatures, int maxLeafNodes) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** As many features, and otherwise down to pure leaves. */
    public static GrowthLimits trying(int maxFeatures) {
        return new GrowthLimits(UNLIMITED, 2, 1, maxFeatures, UNLIMITED);
    }

    /** The same but for the depth. */
    public GrowthLimits withMaxDepth(int depth) {
        return new GrowthLimits(depth, minSamplesSplit, minSamplesLeaf, maxFeatures, maxLeafNodes);
    }
}
