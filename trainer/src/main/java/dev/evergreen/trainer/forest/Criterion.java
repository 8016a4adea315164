package dev.evergreen.trainer.forest;

/** What makes a split of classes a good one. */
public enum Criterion {
    GINI,
    ENTROPY
}
