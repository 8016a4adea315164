package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.evergreen.ingest.event.FeatureVector;
import java.io.IOException;
import java.util.Optional;

/** The fields of an event in whatever order they come; those that are not asked for are skipped like unknown ones. */
final class EventFields {
    private Optional<String> id = Optional.empty();
    private Optional<String> eventTime = Optional.empty();
    private Optional<String> labelTime = Optional.empty();
    private Optional<FeatureVector> vector = Optional.empty();
    private Optional<Double> label = Optional.empty();

    /** Reads up to the end of the object whose start the parser stands on. */
    EventFields(JsonParser json, Optional<FeatureReader> features, Optional<LabelReader> labels, boolean withLabelTime)
            throws IOException, Refusal {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("id")) {
                id = Optional.of(Scalars.text(json, name));
            } else if (name.equals("event_time")) {
                eventTime = Optional.of(Scalars.text(json, name));
            } else if (withLabelTime && name.equals("label_time")) {
                labelTime = Optional.of(Scalars.text(json, name));
            } else if (features.isPresent() && name.equals("features")) {
                vector = Optional.of(features.get().read(json));
            } else if (labels.isPresent() && name.equals("label")) {
                label = Optional.of(labels.get().read(json));
            } else {
                json.skipChildren();
            }
        }
    }

    String id() throws Refusal {
        return present(id, "id");
    }

    String eventTime() throws Refusal {
        return present(eventTime, "event_time");
    }

    String labelTime() throws Refusal {
        return present(labelTime, "label_time");
    }

    FeatureVector features() throws Refusal {
        return present(vector, "features");
    }

    double label() throws Refusal {
        return present(label, "label");
    }

    private static <T> T present(Optional<T> field, String name) throws Refusal {
        return field.orElseThrow(() -> Refusal.missing(name));
    }
}
