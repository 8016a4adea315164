package dev.evergreen.trainer.seed;

/**
 * The increment and the output function of SplitMix64.
 *
 * <p>Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class SplitMix64 {
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix64() {}

    /** One of 2^64 numbers for each of 2^64, neighbours far apart. */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
