package dev.evergreen.infra.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures one system with one size of batch, a stretch at a time, so that several can take turns and a busy moment of
 * the machine meets all of them.
 */
final class ScoreMeter {
    private static final int MOST_CALLS = 1 << 21;
    private static final int CLOCK_READINGS = 100_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ScoringSystem system;
    private final int batch;
    private final int rows;
    private final double[] out;
    private final List<Double> rowsPerS = new ArrayList<>();
    private final List<Double> rowsPerCpuS = new ArrayList<>();
    private final long[] nanos = new long[MOST_CALLS];
    private int calls;
    private int next;
    /** What the answers add up to: nobody reads it, but they have to be there for it. */
    private double seen;

    /** @param rows how many there are to take turns */
    ScoreMeter(ScoringSystem system, int batch, int rows, int outputs) {
        this.system = system;
        this.batch = batch;
        this.rows = rows;
        this.out = new double[batch * outputs];
    }

    /** Goes on for so long, and forgets it. */
    void warmUp(double seconds) {
        stretch(seconds);
        timed(seconds);
        rowsPerS.clear();
        rowsPerCpuS.clear();
        calls = 0;
    }

    /** Counts rows for so long; the clock is read after every few calls only. */
    void stretch(double seconds) {
        int between = Math.max(1, 256 / batch);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        long end = begin + (long) (1e9 * seconds);
        long now;
        long done = 0;
        do {
            for (int i = 0; i < between; i++) {
                call();
            }
            done += between;
            now = System.nanoTime();
        } while (now < end);
        rowsPerS.add(1e9 * done * batch / (now - begin));
        rowsPerCpuS.add(1e9 * done * batch / Math.max(1, THREADS.getCurrentThreadCpuTime() - cpu));
    }

    /** Times each call for so long. */
    void timed(double seconds) {
        long before = System.nanoTime();
        long end = before + (long) (1e9 * seconds);
        while (before < end && calls < MOST_CALLS) {
            before = System.nanoTime();
            call();
            nanos[calls++] = System.nanoTime() - before;
        }
    }

    ScoreReport.Run result() {
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        return new ScoreReport.Run(
                system.name(),
                batch,
                Medians.of(rowsPerS, each -> each),
                Medians.of(rowsPerCpuS, each -> each),
                microseconds(sorted, 0.5),
                microseconds(sorted, 0.99),
                microseconds(sorted, 1),
                calls);
    }

    /** The least that this share of calls did not exceed. */
    static double microseconds(long[] sortedNanos, double share) {
        int rank = (int) Math.ceil(share * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e3;
    }

    /** What two readings of the clock with nothing in between give, the median. */
    static double clockNs() {
        var readings = new long[CLOCK_READINGS];
        for (int i = 0; i < readings.length; i++) {
            long before = System.nanoTime();
            readings[i] = System.nanoTime() - before;
        }
        Arrays.sort(readings);
        return 1e3 * microseconds(readings, 0.5);
    }

    private void call() {
        if (next + batch > rows) {
            next = 0;
        }
        if (batch == 1) {
            system.score(next, out);
        } else {
            system.score(next, batch, out);
        }
        next += batch;
        seen += out[0];
        if (Double.isNaN(seen)) {
            throw new IllegalStateException(system.name() + " answered NaN");
        }
    }
}
