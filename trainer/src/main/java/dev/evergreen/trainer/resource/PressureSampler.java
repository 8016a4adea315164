package dev.evergreen.trainer.resource;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells what the machine was asked for between two moments. A daemon thread looks at the run queue, which no counter keeps,
 * until it is closed; one instance serves a whole process. Thread-safe.
 */
public final class PressureSampler implements AutoCloseable {
    /** A look takes up to 400 microseconds of CPU beside fits, which leave nothing of its code and data in the caches. */
    static final Duration EVERY = Duration.ofMillis(50);

    /** Fewer looks than that are no mean. */
    private static final int FEWEST = 4;

    /** Linux counts CPU time in hundredths of a second; over less than ten of them the difference is mostly rounding. */
    private static final double SHORTEST_S = 0.1;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final RunQueue runQueue;
    private final Throttling throttling;
    private final Thread thread;
    private long looks;
    private long threadsSeen;

    private PressureSampler(RunQueue runQueue, Throttling throttling, Duration every) {
        this.runQueue = runQueue;
        this.throttling = throttling;
        this.thread = Thread.ofPlatform().name("pressure-sampler").daemon().unstarted(() -> sample(every));
    }

    public static PressureSampler start() {
        return start(RunQueue.ofThisMachine(), Throttling.ofThisProcess(), EVERY);
    }

    static PressureSampler start(RunQueue runQueue, Throttling throttling, Duration every) {
        var sampler = new PressureSampler(runQueue, throttling, every);
        sampler.thread.start();
        return sampler;
    }

    /**
     * Counters at one moment; differences mean something within one process and one sampler only.
     *
     * @param atS seconds on this process's own clock
     * @param looks at the run queue so far, in which {@code threadsSeen} were seen in all
     * @param ownCpuS CPU seconds of this process, {@code machine} those of all
     * @param throttledS held back so far
     */
    public record Mark(
            double atS,
            long looks,
            long threadsSeen,
            double ownCpuS,
            Optional<MachineCpu> machine,
            Optional<Double> throttledS) {}

    public Mark mark() {
        double atS = System.nanoTime() / 1e9;
        double ownCpuS = system.getProcessCpuTime() / 1e9;
        Optional<MachineCpu> machine = MachineCpu.now();
        Optional<Double> throttledS = throttling.seconds();
        synchronized (this) {
            return new Mark(atS, looks, threadsSeen, ownCpuS, machine, throttledS);
        }
    }

    /** Means and sums from {@code earlier} until now. */
    public MachineLoad since(Mark earlier) {
        Mark now = mark();
        long looked = now.looks() - earlier.looks();
        double wallS = now.atS() - earlier.atS();
        Optional<Double> queue = looked < FEWEST
                ? Optional.empty()
                : Optional.of((double) (now.threadsSeen() - earlier.threadsSeen()) / looked);
        return new MachineLoad(
                wallS,
                now.ownCpuS() - earlier.ownCpuS(),
                queue,
                others(earlier, now, wallS),
                now.throttledS().flatMap(later -> earlier.throttledS().map(before -> later - before)),
                now.machine().map(MachineCpu::cores));
    }

    /** {@code others = (busy of all - own) / wall}, in cores. */
    private static Optional<Double> others(Mark earlier, Mark now, double wallS) {
        if (wallS < SHORTEST_S) {
            return Optional.empty();
        }
        double ownS = now.ownCpuS() - earlier.ownCpuS();
        return now.machine()
                .flatMap(later -> earlier.machine().map(before -> later.busyS() - before.busyS()))
                .map(busyS -> Math.max(0, (busyS - ownS) / wallS));
    }

    private void sample(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException closed) {
            // Asked to stop.
        }
    }

    private void look() {
        try {
            runQueue.length().ifPresent(this::saw);
        } catch (OutOfMemoryError ofAFit) {
            // Whose allocation fails is chance: a fit ran the heap out and gives it back, and one look is missed.
        }
    }

    private synchronized void saw(int threads) {
        looks++;
        threadsSeen += threads;
    }

    /** Returns when the thread has ended. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
