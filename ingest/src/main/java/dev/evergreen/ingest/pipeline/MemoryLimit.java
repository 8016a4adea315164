package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Optional;

/**
 * How much memory fits may be expected to use together.
 *
 * @param heapShare share of the heap, above 0 and at most 1; absent where fits are started whatever they may need
 */
public record MemoryLimit(Optional<Double> heapShare) {
    static final String ALLOWED = "a share such as 60%, above 0% up to 100%, or off";
    public static final MemoryLimit DEFAULT = of(0.6);
    public static final MemoryLimit OFF = new MemoryLimit(Optional.empty());

    public MemoryLimit {
        heapShare.ifPresent(share -> require(share > 0 && share <= 1, "max_memory", share, ALLOWED));
    }

    public static MemoryLimit of(double heapShare) {
        return new MemoryLimit(Optional.of(heapShare));
    }

    /** The limit where the heap may grow to {@code maxHeapBytes}. */
    public long bytes(long maxHeapBytes) {
        return heapShare.map(share -> (long) (share * maxHeapBytes)).orElse(Long.MAX_VALUE);
    }
}
