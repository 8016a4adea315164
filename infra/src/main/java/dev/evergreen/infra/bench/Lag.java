package dev.evergreen.infra.bench;

import java.time.Duration;
import java.util.List;

/**
 * Whether someone who is fed so many rows a second keeps up with them.
 *
 * @param allowed the lag may grow by what comes within that
 */
record Lag(double rowsPerS, Duration allowed) {
    private static final int RECORDS_A_ROW = 2;
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final int INTERVALS_OF_A_TRY = 5;
    private static final Duration HOPELESS = Duration.ofSeconds(10);

    /** In a try, whose few samples fall anywhere between two commits. */
    static Lag ofTry(double rowsPerS) {
        return new Lag(rowsPerS, COMMIT_INTERVAL.multipliedBy(INTERVALS_OF_A_TRY));
    }

    /** In a run with many samples: what a commit interval holds. */
    static Lag ofRun(double rowsPerS) {
        return new Lag(rowsPerS, COMMIT_INTERVAL);
    }

    /** The lag at the end is hardly more than at the beginning. */
    boolean keptUp(List<LoadSample> samples) {
        var trend = new Trend(samples);
        return trend.end(LoadSample::lagRecords) <= trend.begin(LoadSample::lagRecords) + within(allowed);
    }

    /** It has grown by what comes in ten seconds: nobody need wait for the end. */
    boolean isHopeless(List<LoadSample> samples) {
        return samples.getLast().lagRecords() > samples.getFirst().lagRecords() + within(HOPELESS);
    }

    private double within(Duration time) {
        return RECORDS_A_ROW * rowsPerS * time.toMillis() / 1e3;
    }
}
