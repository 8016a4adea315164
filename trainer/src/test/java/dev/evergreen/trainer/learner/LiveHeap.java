package dev.evergreen.trainer.learner;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** What is reachable on the heap. */
final class LiveHeap {
    private LiveHeap() {}

    /** Collects, and gives what that left: the bytes that live, whatever was allocated since. */
    static long collect() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
    }
}
