package dev.evergreen.trainer.boosting;

/**
 * When boosting ends before its rounds are done: scikit-learn's rule on rows that no tree is grown from.
 *
 * @param validationFraction how many rows those are, as a share of all: above 0, below 1
 * @param nIterNoChange rounds in a row without an improvement after which it ends, 1 or more
 * @param tol by how much the loss must fall to have improved, 0 or more
 */
public record EarlyStopping(double validationFraction, int nIterNoChange, double tol) {}
