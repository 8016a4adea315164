package dev.evergreen.ingest.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a pipeline's events as the JSON that stands on its topics, without a tree in between; numbers come back as the
 * same doubles. Thread-safe.
 */
public final class EventWriter {
    /** Below it every whole double has an exact and short form without a fraction. */
    private static final double SHORT_WHOLE = 1e15;

    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString EVENT_TIME = new SerializedString("event_time");
    private static final SerializedString LABEL_TIME = new SerializedString("label_time");
    private static final SerializedString FEATURES = new SerializedString("features");
    private static final SerializedString LABEL = new SerializedString("label");

    private final SerializedString[] names;
    /** By feature; empty for a numeric one. */
    private final SerializedString[][] values;

    private final boolean[] mayBeMissing;
    /** Empty for regression. */
    private final SerializedString[] classes;

    public EventWriter(Pipeline pipeline) {
        List<Feature> features = pipeline.features();
        names = serialized(features.stream().map(Feature::name).toList());
        values = features.stream().map(f -> serialized(f.values())).toArray(SerializedString[][]::new);
        mayBeMissing = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            mayBeMissing[i] = features.get(i).mayBeMissing();
        }
        classes = switch (pipeline.label()) {
            case Label.Classes c -> serialized(c.classes());
            case Label.Regression r -> serialized(List.of());
        };
    }

    public byte[] features(FeatureEvent event) {
        return write(json -> {
            json.writeFieldName(ID);
            json.writeString(event.id());
            json.writeFieldName(EVENT_TIME);
            json.writeString(event.eventTime().toString());
            write(json, event.features());
        });
    }

    public byte[] label(LabelEvent event) {
        return write(json -> {
            json.writeFieldName(ID);
            json.writeString(event.id());
            json.writeFieldName(EVENT_TIME);
            json.writeString(event.eventTime().toString());
            write(json, event.label());
        });
    }

    public byte[] labeled(LabeledExample example) {
        return write(json -> {
            json.writeFieldName(ID);
            json.writeString(example.id());
            json.writeFieldName(EVENT_TIME);
            json.writeString(example.eventTime().toString());
            json.writeFieldName(LABEL_TIME);
            json.writeString(example.labelTime().toString());
            write(json, example.features());
            write(json, example.label());
        });
    }

    private void write(JsonGenerator json, FeatureVector vector) throws IOException {
        if (vector.size() != names.length) {
            throw new IllegalArgumentException(vector.size() + " feature values, not " + names.length);
        }
        json.writeFieldName(FEATURES);
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            if (Double.isNaN(vector.get(i)) && mayBeMissing[i]) {
                json.writeNull();
            } else {
                value(json, values[i], vector.get(i));
            }
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, double label) throws IOException {
        json.writeFieldName(LABEL);
        value(json, classes, label);
    }

    private static void value(JsonGenerator json, SerializedString[] names, double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is not a JSON number");
        } else if (names.length > 0) {
            json.writeString(names[(int) value]);
        } else if (isShortWhole(value)) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private static boolean isShortWhole(double value) {
        return Math.abs(value) < SHORT_WHOLE
                && value == (long) value
                && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }

    private static byte[] write(Body body) {
        try (var bytes = new ByteArrayBuilder(256)) {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                body.write(json);
                json.writeEndObject();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SerializedString[] serialized(List<String> names) {
        return names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
