package dev.evergreen.infra.bench;

import java.util.List;

/**
 * What was seen while rows came at a rate.
 *
 * @param lag what was aimed at, and allowed
 * @param samples one a second
 * @param spent between the first look and the last
 * @param liveBeginMb in use on the heap after a full collection before, {@code liveEndMb} after it
 * @param p50Ms from sending a label to its row being readable, as {@code p99Ms}
 */
record SteadyRun(
        Lag lag,
        List<LoadSample> samples,
        SteadyFeed.Spent spent,
        double liveBeginMb,
        double liveEndMb,
        long p50Ms,
        long p99Ms) {
    /** A feed that is short of CPU sends less than it should. */
    private static final double ALL_BUT = 0.95;

    SteadyRun {
        samples = List.copyOf(samples);
    }

    /** All that was aimed at came, and the lag did not grow. */
    boolean keptUp() {
        return rowsPerS() >= ALL_BUT * lag.rowsPerS() && lag.keptUp(samples);
    }

    double seconds() {
        return spent.seconds();
    }

    double rowsPerS() {
        return spent.rows() / spent.seconds();
    }

    double per1000Rows(double cpuS) {
        return 1e3 * cpuS / spent.rows();
    }
}
