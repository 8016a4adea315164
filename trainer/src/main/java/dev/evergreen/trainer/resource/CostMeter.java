package dev.evergreen.trainer.resource;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures the thread that calls it, and those of its {@link Crew} while they help it. Create it where the computation
 * starts, on the thread that computes: what other threads do meanwhile does not count.
 */
public final class CostMeter {
    private static final double NANOS = 1e9;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Thread thread = Thread.currentThread();
    private final Crew crew = Crew.current();
    private final FitCost lentAtStart = crew.lent();
    private final long allocatedAtStart = threads.getCurrentThreadAllocatedBytes();
    private final long cpuAtStart = threads.getCurrentThreadCpuTime();
    private final long wallAtStart = System.nanoTime();

    private CostMeter() {}

    /** Starts measuring the calling thread. */
    public static CostMeter start() {
        return new CostMeter();
    }

    /** What the thread, and who helped it, took since the start. */
    public FitCost stop() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("started on %s, stopped on %s"
                    .formatted(thread.getName(), Thread.currentThread().getName()));
        }
        FitCost lent = crew.lent();
        return new FitCost(
                (System.nanoTime() - wallAtStart) / NANOS,
                (threads.getCurrentThreadCpuTime() - cpuAtStart) / NANOS + lent.cpuS() - lentAtStart.cpuS(),
                threads.getCurrentThreadAllocatedBytes()
                        - allocatedAtStart
                        + lent.allocatedBytes()
                        - lentAtStart.allocatedBytes());
    }
}
