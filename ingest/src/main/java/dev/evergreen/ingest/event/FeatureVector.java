package dev.evergreen.ingest.event;

import java.util.Arrays;

/**
 * The feature values of one event, in the order of the pipeline's features: numbers as they are, nominal values as their
 * code, NaN for one that is missing. Never changes after it was made.
 */
public final class FeatureVector {
    private final double[] values;

    private FeatureVector(double[] values) {
        this.values = values;
    }

    /** Takes the array as its own: the caller must not write to it again. */
    public static FeatureVector owning(double[] values) {
        return new FeatureVector(values);
    }

    public int size() {
        return values.length;
    }

    public double get(int feature) {
        return values[feature];
    }

    /** A copy, shape {@code [features]}. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
