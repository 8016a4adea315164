package dev.evergreen.infra.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * When things happen in a replay.
 *
 * @param start event time of the first row
 * @param step event time between two rows, positive
 * @param labelDelay how many rows a label comes after its features, 0 or more
 * @param rowsPerSecond of wall time; empty: as fast as the broker takes them
 */
public record Schedule(Instant start, Duration step, int labelDelay, OptionalDouble rowsPerSecond) {
    public static final Instant DEFAULT_START = Instant.parse("2020-01-01T00:00:00Z");
    public static final Duration DEFAULT_STEP = Duration.ofMinutes(30);

    public Schedule {
        if (!step.isPositive() || labelDelay < 0 || rowsPerSecond.orElse(1) <= 0) {
            throw new IllegalArgumentException(
                    "step %s, label delay %d, rate %s".formatted(step, labelDelay, rowsPerSecond));
        }
    }

    /** Half an hour between rows, from 2020 on. */
    public static Schedule of(int labelDelay, OptionalDouble rowsPerSecond) {
        return new Schedule(DEFAULT_START, DEFAULT_STEP, labelDelay, rowsPerSecond);
    }

    /** The event time of a row's features. */
    public Instant featureTime(long row) {
        return start.plus(step.multipliedBy(row));
    }

    /** The event time of a row's label. */
    public Instant labelTime(long row) {
        return featureTime(row + labelDelay);
    }

    /** How much later than its features a label becomes known, in event time: what {@code labels_within} must exceed. */
    public Duration labelLag() {
        return step.multipliedBy(labelDelay);
    }

    /** Nanoseconds of wall time from the start of the replay until a row is due. */
    public long dueNanos(long row) {
        return rowsPerSecond.isPresent() ? (long) (row / rowsPerSecond.getAsDouble() * 1e9) : 0;
    }
}
