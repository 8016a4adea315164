package dev.evergreen.trainer.search;

import static dev.evergreen.trainer.seed.SplitMix64.GOLDEN_GAMMA;
import static dev.evergreen.trainer.seed.SplitMix64.mix;

/**
 * Derives every fit's seed from the search's own: {@link dev.evergreen.trainer.seed.SplitMix64}, applied once for each part
 * of the key.
 */
public final class Seeds {
    private static final long FIT = 1;
    private static final long REFIT = 2;
    private static final long DRAWS = 3;
    private static final long SAMPLE = 4;

    private Seeds() {}

    /** The seed of a candidate's fit on a fold's training rows. */
    public static long fit(long searchSeed, long round, int candidate, int fold) {
        return then(then(then(then(searchSeed, FIT), round), candidate), fold);
    }

    /** The seed of the winner's fit on the whole window. */
    public static long refit(long searchSeed, long round, int candidate) {
        return then(then(then(searchSeed, REFIT), round), candidate);
    }

    /** The seed of an entry's random candidates; no round's, so that all rounds try the same. */
    static long draws(long searchSeed, int entry) {
        return then(then(searchSeed, DRAWS), entry);
    }

    /** The seed by which a fold's training rows are drawn where a rung takes some only: the same for all candidates. */
    public static long sample(long searchSeed, long round, int fold) {
        return then(then(then(searchSeed, SAMPLE), round), fold);
    }

    private static long then(long seed, long part) {
        return mix(mix(seed + GOLDEN_GAMMA) + part);
    }
}
