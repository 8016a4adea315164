package dev.evergreen.ingest.join;

import java.time.Instant;

/**
 * How far a partition is.
 *
 * @param clock greatest event time so far, of features and labels
 * @param waiting how many messages wait for their other side
 */
public record Progress(Instant clock, long waiting) {
    public static final Progress START = new Progress(Instant.MIN, 0);

    public Progress upTo(Instant eventTime) {
        return eventTime.isAfter(clock) ? new Progress(eventTime, waiting) : this;
    }

    /** The same after one id went from a state to another. */
    public Progress moved(JoinState from, JoinState to) {
        return new Progress(clock, waiting + count(to) - count(from));
    }

    /** The same after what waited was taken away. */
    public Progress minusWaiting() {
        return new Progress(clock, waiting - 1);
    }

    private static int count(JoinState state) {
        return state instanceof JoinState.Waiting ? 1 : 0;
    }
}
