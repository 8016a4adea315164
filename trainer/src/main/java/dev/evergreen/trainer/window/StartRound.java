package dev.evergreen.trainer.window;

import java.time.Instant;
import java.util.Optional;

/**
 * A round to start.
 *
 * @param round 1, 2, …
 * @param reason for people and for the record
 * @param rowCount train on the window as it was after so many labeled rows
 * @param triggeredAt milliseconds of processing time
 * @param changedAt when the last change began that an order told of, in event time; absent if none did
 */
public record StartRound(long round, String reason, long rowCount, long triggeredAt, Optional<Instant> changedAt) {

    /** Where no change is known. */
    public StartRound(long round, String reason, long rowCount, long triggeredAt) {
        this(round, reason, rowCount, triggeredAt, Optional.empty());
    }
}
