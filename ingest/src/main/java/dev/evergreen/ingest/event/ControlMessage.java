package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An order to a pipeline.
 *
 * @param round that it is about; present for {@link Command#PROMOTE} alone
 * @param request comes back with what becomes of the order; at most 100 characters
 * @param reason for people and for the record, at most 1,000 characters
 * @param since when the change began that is the cause, in event time; never present but for {@link Command#RETRAIN}
 * @param upTo the greatest event time that was evaluated when drift asked: where the last round has those rows, none is started; never
 *     present but for {@link Command#RETRAIN}
 */
public record ControlMessage(
        String pipeline,
        Command command,
        Cause cause,
        Optional<Long> round,
        Optional<String> request,
        String reason,
        Optional<Instant> since,
        Optional<Instant> upTo) {

    /** An order that is about no round and no change. */
    public ControlMessage(String pipeline, Command command, Cause cause, String reason) {
        this(pipeline, command, cause, Optional.empty(), Optional.empty(), reason, Optional.empty(), Optional.empty());
    }

    /** What is ordered. */
    public enum Command {
        /** Start a round as soon as none is running. */
        RETRAIN,
        /** Make the model of a round champion. */
        PROMOTE,
        /** Make the champion before the present one champion again. */
        ROLLBACK;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who asks. */
    public enum Cause {
        USER,
        DRIFT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
