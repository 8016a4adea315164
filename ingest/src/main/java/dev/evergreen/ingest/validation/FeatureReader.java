package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Feature;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the object {@code features} into a vector. Thread-safe. */
final class FeatureReader {
    private final String[] names;
    /** As they are called in details. */
    private final String[] paths;

    private final Map<String, Integer> positions = new HashMap<>();
    /** By feature; null for a numeric one, to keep a lookup out of the loop. */
    private final Codes[] codes;

    private final boolean[] mayBeMissing;

    FeatureReader(List<Feature> features) {
        names = features.stream().map(Feature::name).toArray(String[]::new);
        paths = features.stream().map(f -> "features." + f.name()).toArray(String[]::new);
        codes = new Codes[names.length];
        mayBeMissing = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            Feature feature = features.get(i);
            positions.put(feature.name(), i);
            mayBeMissing[i] = feature.mayBeMissing();
            codes[i] = switch (feature.type()) {
                case NUMERIC -> null;
                case NOMINAL -> new Codes(feature.values());
            };
        }
    }

    /** Costs one string comparison a feature when they come in the pipeline's order, else a hash lookup. */
    FeatureVector read(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            throw Refusal.missing("features");
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Refusal.wrongType("features", "an object", Scalars.nameOf(json.currentToken()));
        }
        double[] values = new double[names.length];
        // No value in JSON is NaN, so NaN stands for "not seen", and for null.
        Arrays.fill(values, Double.NaN);
        int expected = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            int position = expected < names.length && names[expected].equals(name)
                    ? expected
                    : positions.getOrDefault(name, -1);
            if (position < 0) {
                json.skipChildren();
            } else {
                values[position] = value(json, position);
                expected = position + 1;
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i]) && !mayBeMissing[i]) {
                throw Refusal.missing(paths[i]);
            }
        }
        return FeatureVector.owning(values);
    }

    private double value(JsonParser json, int position) throws IOException, Refusal {
        String path = paths[position];
        if (json.currentToken() == JsonToken.VALUE_NULL && mayBeMissing[position]) {
            return Double.NaN;
        }
        if (codes[position] == null) {
            return Scalars.number(json, path);
        }
        String value = Scalars.text(json, path);
        int code = codes[position].of(value);
        if (code < 0) {
            throw new Refusal(
                    RejectReason.UNKNOWN_VALUE,
                    "%s has no value %s".formatted(Refusal.quoted(path), Refusal.quoted(value)));
        }
        return code;
    }
}
