package dev.evergreen.trainer.forest;

/**
 * What shall be found out of a forest while it grows. The trees are the same whatever is asked.
 *
 * @param outOfBag its score on rows that a tree did not draw
 * @param permutation how much worse its trees answer with the values of a feature mixed up
 */
public record Questions(boolean outOfBag, boolean permutation) {
    public static final Questions NONE = new Questions(false, false);

    public boolean any() {
        return outOfBag || permutation;
    }

    /**
     * The bytes that answering takes at once, beside the forest.
     *
     * @param classes 0 for numbers
     */
    public long bytes(long rows, int classes) {
        // Positions, rows, leaves, and both sets of places that they go down by.
        long each = any() ? 20 : 0;
        // The votes, and again as they travel.
        each += outOfBag ? 2 * (12 + 8L * Math.max(1, classes)) : 0;
        each += permutation ? 13 : 0;
        return rows * each;
    }
}
