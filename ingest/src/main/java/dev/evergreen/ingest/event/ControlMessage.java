package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * An order to a pipeline.
 *
 * @param reason for people and for the record, at most 1,000 characters
 */
public record ControlMessage(String pipeline, Command command, Cause cause, String reason) {

    /** What is ordered. */
    public enum Command {
        /** Start a round as soon as none is running. */
        RETRAIN;

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
