package dev.evergreen.trainer.forest;

/**
 * Random numbers whose seed goes down a tree from node to node, so that a node draws the same ones whatever is grown beside
 * or below it: a tree that ends at depth 6 is then the top of the one that goes on.
 *
 * <p>Source: SplitMix64, in Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
final class NodeRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    void seed(long seed) {
        state = seed;
    }

    /** The seed of a node's child: 1 for the first, 2 for the second. */
    static long child(long seed, int number) {
        return mix(mix(seed + GOLDEN_GAMMA) + number);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** 0 to {@code bound - 1}. As good as even for bounds far below 2^32 (Lemire, 2019, without the rejection). */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** 0 to below 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
