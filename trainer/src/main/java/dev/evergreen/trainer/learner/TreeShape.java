package dev.evergreen.trainer.learner;

/**
 * How a tree may grow, in Smile's terms.
 *
 * @param depth levels of nodes, not of splits
 * @param leaves the most it may have; Smile keeps a queue of twice that length
 * @param leafSize rows that a leaf holds at least, each as often as it was drawn
 * @param featuresPerSplit tried at each split
 */
record TreeShape(int depth, int leaves, int leafSize, int featuresPerSplit) {}
