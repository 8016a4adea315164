package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;

/** Which rows before a test fold are left out of its training part, since their labels would not have been known yet. */
public sealed interface Embargo {
    Embargo AUTO = new Auto();
    Embargo NONE = new Fixed(Duration.ZERO);

    /** Those whose label came after the event of the fold's first test row: no row too many, none too few. */
    record Auto() implements Embargo {
        @Override
        public String key() {
            return "auto";
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** Those less than this before the fold's first test row, whenever their labels came. */
    record Fixed(Duration duration) implements Embargo {
        public Fixed {
            require(!duration.isNegative(), "embargo", duration, "a duration of 0 or more");
        }

        @Override
        public String key() {
            return duration.toString();
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** {@code auto}, or the duration in ISO 8601. */
    @JsonValue
    String key();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Embargo of(String key) {
        return key.equals(AUTO.key()) ? AUTO : new Fixed(Duration.parse(key));
    }
}
