package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.seed.SplitMix64;

/** Seeds within a fit. */
final class Seeds {
    private Seeds() {}

    /**
     * The seed of one of a fit's trees: output {@code index} of SplitMix64 started at the fit's seed, so that a forest holds
     * every smaller one.
     */
    static long ofTree(long seed, int index) {
        return SplitMix64.mix(seed + (index + 1) * SplitMix64.GOLDEN_GAMMA);
    }
}
