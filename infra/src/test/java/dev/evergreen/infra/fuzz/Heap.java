package dev.evergreen.infra.fuzz;

import java.lang.management.ManagementFactory;

/** What is live on this JVM's heap. */
final class Heap {
    private Heap() {}

    /** In bytes: the least that several collections left. */
    static long used() throws InterruptedException {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
