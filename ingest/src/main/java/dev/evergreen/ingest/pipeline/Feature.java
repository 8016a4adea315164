package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One input column.
 *
 * @param values the levels of a nominal feature, in the order of their codes 0, 1, …; empty for a numeric one
 * @param missing whether an event may come without it; never {@code REJECTED} but empty, as in what was written before it
 *     could
 */
public record Feature(String name, Type type, List<String> values, Optional<Missing> missing) {

    /** What becomes of an event without a value. */
    public enum Missing {
        /** It goes to the topic {@code rejected}. */
        REJECTED,
        /** The value is NaN from there on. */
        ALLOWED;

        /** The name in files and records, such as {@code allowed}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a feature's values are. */
    public enum Type {
        NUMERIC,
        NOMINAL;

        /** The name in files and records, such as {@code numeric}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final int MAX_VALUES = 10_000;

    public Feature {
        require(!name.isBlank() && name.length() <= 200, "name", name, "1 to 200 characters");
        values = List.copyOf(values);
        missing = missing.filter(m -> m == Missing.ALLOWED);
        if (type == Type.NUMERIC) {
            require(values.isEmpty(), "values", values, "nothing for a numeric feature");
        } else {
            require(
                    values.size() >= 2 && values.size() <= MAX_VALUES,
                    "values",
                    values,
                    "2 to " + MAX_VALUES + " values");
            require(values.stream().distinct().count() == values.size(), "values", values, "each value once");
        }
    }

    public static Feature numeric(String name) {
        return new Feature(name, Type.NUMERIC, List.of(), Optional.empty());
    }

    public static Feature nominal(String name, List<String> values) {
        return new Feature(name, Type.NOMINAL, values, Optional.empty());
    }

    /** The same, but events may come without it. */
    public Feature allowingMissing() {
        return new Feature(name, type, values, Optional.of(Missing.ALLOWED));
    }

    public boolean mayBeMissing() {
        return missing.isPresent();
    }
}
