package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values for a learner's parameters, checked: those that a user gave, for reports, and all of them with defaults filled
 * in, for fitting. Values are canonical ({@code learning_rate: 1} is 1.0), so that equal candidates are equal.
 */
public final class Parameters {
    /** The word for scikit-learn's {@code None}: no limit. */
    public static final String NONE = "none";

    private final SortedMap<String, ParameterValue> given;
    private final SortedMap<String, ParameterValue> resolved;

    private Parameters(SortedMap<String, ParameterValue> given, SortedMap<String, ParameterValue> resolved) {
        this.given = Collections.unmodifiableSortedMap(given);
        this.resolved = Collections.unmodifiableSortedMap(resolved);
    }

    /**
     * Checks values against a learner's parameters.
     *
     * @throws InvalidPipelineException if one is unknown or not allowed; its key is the parameter's name
     */
    public static Parameters of(Learner learner, Map<String, ParameterValue> values) {
        var resolved = new TreeMap<String, ParameterValue>();
        learner.parameters().forEach(spec -> resolved.put(spec.name(), spec.defaultValue()));
        var given = new TreeMap<String, ParameterValue>();
        values.forEach((name, value) -> given.put(name, spec(learner, name).require(name, value)));
        resolved.putAll(given);
        return new Parameters(given, resolved);
    }

    /** Every parameter at its default. */
    public static Parameters defaults(Learner learner) {
        return of(learner, Map.of());
    }

    private static ParameterSpec spec(Learner learner, String name) {
        return learner.parameters().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidPipelineException(name, name, "one of " + namesOf(learner)));
    }

    static String namesOf(Learner learner) {
        return learner.parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    /** What the user gave, by name: what reports and manifests show. */
    public SortedMap<String, ParameterValue> given() {
        return given;
    }

    /** Every parameter of the learner, by name. */
    public SortedMap<String, ParameterValue> resolved() {
        return resolved;
    }

    /** The value of a parameter that the learner has. */
    public ParameterValue value(String name) {
        ParameterValue value = resolved.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter '%s' among %s".formatted(name, resolved.keySet()));
        }
        return value;
    }

    public int whole(String name) {
        if (value(name) instanceof ParameterValue.Whole(long n)) {
            return Math.toIntExact(n);
        }
        throw new IllegalArgumentException(name + " is no whole number: " + value(name));
    }

    public double real(String name) {
        if (value(name) instanceof ParameterValue.Real(double x)) {
            return x;
        }
        throw new IllegalArgumentException(name + " is no number: " + value(name));
    }

    public String word(String name) {
        if (value(name) instanceof ParameterValue.Text(String word)) {
            return word;
        }
        throw new IllegalArgumentException(name + " is no word: " + value(name));
    }

    /** A whole number, or empty for {@link #NONE}. */
    public OptionalInt limit(String name) {
        return value(name) instanceof ParameterValue.Text ? OptionalInt.empty() : OptionalInt.of(whole(name));
    }

    /** The same with one value changed, such as a smaller n_estimators. */
    public Parameters with(Learner learner, String name, ParameterValue value) {
        var values = new TreeMap<>(given);
        values.put(name, value);
        return of(learner, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && given.equals(that.given) && resolved.equals(that.resolved);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    @Override
    public String toString() {
        return given.toString();
    }
}
