package dev.evergreen.infra.cli;

/** What a demo is compared with at its end. */
public enum Compared {
    NONE,
    /** No retraining, and retraining at even intervals. */
    STRATEGIES,
    /** Those, and each drift detector as the only trigger. */
    DETECTORS
}
