package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One parameter of a learner.
 *
 * @param allowed the kinds of value it takes; the first that fits a value counts
 */
public record ParameterSpec(String name, ParameterValue defaultValue, List<Allowed> allowed) {

    /** One kind of value that a parameter takes. */
    public sealed interface Allowed {

        /** The value in its canonical form, or empty where it is not allowed. */
        Optional<ParameterValue> accept(ParameterValue value);

        String describe();

        /** Whole numbers, both ends included. */
        record Wholes(long min, long max) implements Allowed {
            @Override
            public Optional<ParameterValue> accept(ParameterValue value) {
                return value instanceof ParameterValue.Whole(long n) && n >= min && n <= max
                        ? Optional.of(value)
                        : Optional.empty();
            }

            @Override
            public String describe() {
                return "a whole number from %d to %d".formatted(min, max);
            }
        }

        /** Numbers above {@code above}, up to {@code max}; a whole one becomes a real one. */
        record Reals(double above, double max, boolean maxIncluded) implements Allowed {
            @Override
            public Optional<ParameterValue> accept(ParameterValue value) {
                return switch (value) {
                    case ParameterValue.Real(double x) -> within(x);
                    case ParameterValue.Whole(long n) -> within((double) n);
                    case ParameterValue.Text t -> Optional.empty();
                    case ParameterValue.Flag f -> Optional.empty();
                };
            }

            private Optional<ParameterValue> within(double x) {
                return x > above && (x < max || (maxIncluded && x == max))
                        ? Optional.of(ParameterValue.of(x))
                        : Optional.empty();
            }

            @Override
            public String describe() {
                return "a number above %s %s %s".formatted(above, maxIncluded ? "up to" : "and below", max);
            }
        }

        /** Numbers from 0, both ends included; a whole one becomes a real one. */
        record FromZero(double max) implements Allowed {
            @Override
            public Optional<ParameterValue> accept(ParameterValue value) {
                return switch (value) {
                    case ParameterValue.Real(double x) -> within(x);
                    case ParameterValue.Whole(long n) -> within((double) n);
                    case ParameterValue.Text t -> Optional.empty();
                    case ParameterValue.Flag f -> Optional.empty();
                };
            }

            private Optional<ParameterValue> within(double x) {
                return x >= 0 && x <= max ? Optional.of(ParameterValue.of(x)) : Optional.empty();
            }

            @Override
            public String describe() {
                return "a number from 0.0 to %s".formatted(max);
            }
        }

        /** True and false. */
        record Flags() implements Allowed {
            @Override
            public Optional<ParameterValue> accept(ParameterValue value) {
                return value instanceof ParameterValue.Flag ? Optional.of(value) : Optional.empty();
            }

            @Override
            public String describe() {
                return "true or false";
            }
        }

        /** Some words. */
        record Words(List<String> words) implements Allowed {
            public Words {
                words = List.copyOf(words);
            }

            @Override
            public Optional<ParameterValue> accept(ParameterValue value) {
                return value instanceof ParameterValue.Text(String word) && words.contains(word)
                        ? Optional.of(value)
                        : Optional.empty();
            }

            @Override
            public String describe() {
                return String.join(", ", words);
            }
        }
    }

    public ParameterSpec {
        allowed = List.copyOf(allowed);
    }

    static ParameterSpec whole(String name, long defaultValue, long min, long max) {
        return new ParameterSpec(name, ParameterValue.of(defaultValue), List.of(new Allowed.Wholes(min, max)));
    }

    static ParameterSpec share(String name, double defaultValue) {
        return new ParameterSpec(name, ParameterValue.of(defaultValue), List.of(new Allowed.Reals(0, 1, true)));
    }

    static ParameterSpec atLeast0(String name, double defaultValue, double max) {
        return new ParameterSpec(name, ParameterValue.of(defaultValue), List.of(new Allowed.FromZero(max)));
    }

    static ParameterSpec flag(String name, boolean defaultValue) {
        return new ParameterSpec(name, ParameterValue.of(defaultValue), List.of(new Allowed.Flags()));
    }

    static ParameterSpec words(String name, String defaultValue, String... others) {
        var words = new ArrayList<>(List.of(defaultValue));
        words.addAll(List.of(others));
        return new ParameterSpec(name, ParameterValue.of(defaultValue), List.of(new Allowed.Words(words)));
    }

    /** A whole number or the word {@code none}, which is the default: scikit-learn's {@code None}. */
    static ParameterSpec limit(String name, long min, long max) {
        return new ParameterSpec(
                name,
                ParameterValue.of(Parameters.NONE),
                List.of(new Allowed.Words(List.of(Parameters.NONE)), new Allowed.Wholes(min, max)));
    }

    /** The same with another default. */
    ParameterSpec by(ParameterValue otherDefault) {
        return new ParameterSpec(name, otherDefault, allowed);
    }

    /** The value in its canonical form, or empty where it is not allowed. */
    public Optional<ParameterValue> accept(ParameterValue value) {
        return allowed.stream().flatMap(a -> a.accept(value).stream()).findFirst();
    }

    /**
     * The value in its canonical form.
     *
     * @param key what the message calls it
     * @throws InvalidPipelineException if it is not allowed
     */
    ParameterValue require(String key, ParameterValue value) {
        return accept(value).orElseThrow(() -> new InvalidPipelineException(key, value, describeAllowed()));
    }

    /** What may stand there, such as {@code sqrt, log2, or a whole number from 1 to 10000}. */
    public String describeAllowed() {
        return allowed.stream().map(Allowed::describe).collect(Collectors.joining(", or "));
    }

    /** One line: name, what is allowed, and the default. */
    public String describe() {
        return "%s: %s; default %s".formatted(name, describeAllowed(), defaultValue);
    }
}
