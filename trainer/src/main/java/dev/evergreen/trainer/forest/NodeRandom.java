package dev.evergreen.trainer.forest;

import static dev.evergreen.trainer.seed.SplitMix64.GOLDEN_GAMMA;
import static dev.evergreen.trainer.seed.SplitMix64.mix;

/**
 * Random numbers whose seed goes down a tree from node to node, so that a node draws the same ones whatever is grown beside
 * or below it: a tree that ends at depth 6 is then the top of the one that goes on.
 */
public final class NodeRandom {
    private long state;

    public void seed(long seed) {
        state = seed;
    }

    /** The seed of a node's child: 1 for the first, 2 for the second. */
    public static long child(long seed, int number) {
        return mix(mix(seed + GOLDEN_GAMMA) + number);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** 0 to {@code bound - 1}. As good as even for bounds far below 2^32 (Lemire, 2019, without the rejection). */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** 0 to below 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }
}
