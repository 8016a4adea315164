package dev.evergreen.ingest.pipeline;

/** A hyper-parameter's value as it stands in YAML: {@code 100}, {@code 0.1}, {@code sqrt}, {@code true}. */
public sealed interface ParameterValue {

    /** A whole number. */
    record Whole(long value) implements ParameterValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A finite number with a fraction. */
    record Real(double value) implements ParameterValue {
        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** A word. */
    record Text(String value) implements ParameterValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /** A switch. */
    record Flag(boolean value) implements ParameterValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
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
