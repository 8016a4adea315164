package dev.evergreen.infra.load;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long things took, to the millisecond; what took longer than a minute counts as a minute. Thread-safe. */
public final class Latencies {
    private static final int LONGEST = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(LONGEST + 1);

    void add(long ms) {
        counts.incrementAndGet((int) Math.clamp(ms, 0L, LONGEST));
    }

    /**
     * The least that such a share took no longer than.
     *
     * @param share above 0, at most 1
     * @throws IllegalStateException if there is none
     */
    public long quantileMs(double share) {
        long all = 0;
        for (int ms = 0; ms <= LONGEST; ms++) {
            all += counts.get(ms);
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int ms = 0; ms <= LONGEST; ms++) {
            seen += counts.get(ms);
            if (seen >= rank) {
                return ms;
            }
        }
        throw new IllegalStateException("nothing was measured");
    }
}
