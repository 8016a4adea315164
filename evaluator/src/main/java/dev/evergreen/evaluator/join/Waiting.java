package dev.evergreen.evaluator.join;

import java.time.Duration;

/**
 * How long either side waits for the other.
 *
 * @param span in event time, measured on the other side's clock
 * @param overdue how many may wait on when only their own side's clock has passed the span
 */
public record Waiting(Duration span, long overdue) {
    public static final long DEFAULT_OVERDUE = 1_000_000;

    private static final Duration LEAST_SLACK = Duration.ofMinutes(1);

    /** Twice {@code labelsWithin} and a minute: ingest waits that long once, and its clock may differ from ours. */
    public static Waiting forLabelsWithin(Duration labelsWithin) {
        return new Waiting(labelsWithin.multipliedBy(2).plus(LEAST_SLACK), DEFAULT_OVERDUE);
    }
}
