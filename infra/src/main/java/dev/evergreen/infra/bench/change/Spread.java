package dev.evergreen.infra.bench.change;

import java.util.Collection;

/** Milliseconds of several occasions: the median, the 99th percentile, the most. */
record Spread(double p50, double p99, double max) {
    private static final double NANOS = 1e6;

    /** @param nanos at least one */
    static Spread ofNanos(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(each -> each).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a spread of nothing");
        }
        return new Spread(at(0.5, sorted), at(0.99, sorted), at(1, sorted));
    }

    /** The least that this share did not exceed. */
    private static double at(double share, long[] sorted) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / NANOS;
    }
}
