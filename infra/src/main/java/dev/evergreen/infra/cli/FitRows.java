package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;

/**
 * Rows of which some are learned from and some held out.
 *
 * @param source all there are
 * @param train how many to learn from, 2 or more
 * @param heldOut how many others to score on, 1 or more
 */
public record FitRows(RowSource source, int train, int heldOut) {
    public FitRows {
        if (train < 2 || heldOut < 1 || train + (long) heldOut > source.size()) {
            throw new IllegalArgumentException("%d and %d of %d rows".formatted(train, heldOut, source.size()));
        }
    }

    /** A quarter as many as are learned from: a fifth of all. */
    static long heldOutFor(long train) {
        return Math.ceilDiv(train, 4);
    }
}
