package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Label;
import java.io.IOException;
import java.util.Optional;

/** Reads the value of {@code label}: a class's code, or the number. Thread-safe. */
final class LabelReader {
    private static final String FIELD = "label";

    /** Absent for regression. */
    private final Optional<Codes> classes;

    LabelReader(Label label) {
        classes = switch (label) {
            case Label.Classes c -> Optional.of(new Codes(c.classes()));
            case Label.Regression r -> Optional.empty();
        };
    }

    double read(JsonParser json) throws IOException, Refusal {
        return classes.isPresent() ? code(json, classes.get()) : Scalars.number(json, FIELD);
    }

    private static double code(JsonParser json, Codes classes) throws IOException, Refusal {
        String name = switch (json.currentToken()) {
            // The text of a number or a boolean counts as the class's name: 1 is the class "1", and 1.0 is not.
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> json.getText();
            case VALUE_NULL -> throw Refusal.missing(FIELD);
            default -> throw Refusal.wrongType(FIELD, "a class", Scalars.nameOf(json.currentToken()));
        };
        int code = classes.of(name);
        if (code < 0) {
            throw new Refusal(RejectReason.UNKNOWN_CLASS, "'label' has no class " + Refusal.quoted(name));
        }
        return code;
    }
}
