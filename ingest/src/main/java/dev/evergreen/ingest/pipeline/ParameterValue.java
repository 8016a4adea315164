package dev.evergreen.ingest.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A hyper-parameter's value as it stands in YAML: {@code 100}, {@code 0.1}, {@code sqrt}, {@code true}. */
public sealed interface ParameterValue {

    /** A whole number. */
    record Whole(@JsonValue long value) implements ParameterValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A finite number with a fraction. */
    record Real(@JsonValue double value) implements ParameterValue {
        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** A word. */
    record Text(@JsonValue String value) implements ParameterValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /** A switch. */
    record Flag(@JsonValue boolean value) implements ParameterValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ParameterValue fromJson(Object json) {
        return switch (json) {
            case Integer whole -> new Whole(whole);
            case Long whole -> new Whole(whole);
            case Double real when Double.isFinite(real) -> new Real(real);
            case String text -> new Text(text);
            case Boolean flag -> new Flag(flag);
            default -> throw new IllegalArgumentException("a parameter is a number, a word, true or false");
        };
    }

    static ParameterValue of(long value) {
        return new Whole(value);
    }

    static ParameterValue of(double value) {
        return new Real(value);
    }

    static ParameterValue of(String value) {
        return new Text(value);
    }

    static ParameterValue of(boolean value) {
        return new Flag(value);
    }
}
