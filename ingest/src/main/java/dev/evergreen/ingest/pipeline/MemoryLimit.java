package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

/**
 * How much memory fits may use together.
 *
 * @param heapShare share of the heap, above 0 and at most 1
 */
public record MemoryLimit(double heapShare) {
    static final String ALLOWED = "a share such as 60%, above 0% up to 100%";
    public static final MemoryLimit DEFAULT = new MemoryLimit(0.6);

    public MemoryLimit {
        require(heapShare > 0 && heapShare <= 1, "max_memory", heapShare, ALLOWED);
    }
}
