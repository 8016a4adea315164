package dev.evergreen.trainer.resource;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;
import java.util.Optional;

/** How much of the heap is in use for good: what was left after collections. */
public final class LiveHeap {
    private LiveHeap() {}

    /**
     * Bytes, each pool's after the last collection that looked at it: what has grown old since does not show. Empty before
     * the first such collection.
     */
    public static Optional<Long> bytes() {
        long left = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return left > 0 ? Optional.of(left) : Optional.empty();
    }

    /** Bytes that the heap may grow to. */
    public static long max() {
        return Runtime.getRuntime().maxMemory();
    }
}
