package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * One input column.
 *
 * @param values the levels of a nominal feature, in the order of their codes 0, 1, …; empty for a numeric one
 */
public record Feature(String name, Type type, List<String> values) {

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
        return new Feature(name, Type.NUMERIC, List.of());
    }

    public static Feature nominal(String name, List<String> values) {
        return new Feature(name, Type.NOMINAL, values);
    }
}
