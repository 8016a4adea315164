package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.pipeline.Label;

/** A label as it stands in JSON: a class's name, or a number. */
public sealed interface LabelValue {

    /** One of the pipeline's classes. */
    record OfClass(@JsonValue String name) implements LabelValue {}

    /** A regression target. */
    record OfNumber(@JsonValue double value) implements LabelValue {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LabelValue fromJson(Object json) {
        return switch (json) {
            case String name -> new OfClass(name);
            case Number number -> new OfNumber(number.doubleValue());
            default -> throw new IllegalArgumentException("a label is a string or a number");
        };
    }

    /** From the code used inside: the index of the class, or the number itself. */
    static LabelValue of(Label label, double code) {
        return switch (label) {
            case Label.Classes c -> new OfClass(c.classes().get((int) code));
            case Label.Regression r -> new OfNumber(code);
        };
    }
}
