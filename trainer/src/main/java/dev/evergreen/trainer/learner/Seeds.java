package dev.evergreen.trainer.learner;

/** Seeds within a fit. */
final class Seeds {
    private Seeds() {}

    /**
     * The seed of one of a fit's trees: output {@code index} of SplitMix64 (Steele, Lea, Flood: Fast Splittable
     * Pseudorandom Number Generators, 2014) started at the fit's seed, so that a forest holds every smaller one.
     */
    static long ofTree(long seed, int index) {
        long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
