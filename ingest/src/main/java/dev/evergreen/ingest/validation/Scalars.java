package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.evergreen.ingest.event.RejectReason;
import java.io.IOException;

/** Reads the value that the parser stands on, as the one type it must have. */
final class Scalars {
    private Scalars() {}

    static String text(JsonParser json, String field) throws IOException, Refusal {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> throw Refusal.missing(field);
            default -> throw Refusal.wrongType(field, "a string", nameOf(json.currentToken()));
        };
    }

    static double number(JsonParser json, String field) throws IOException, Refusal {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double number = json.getDoubleValue();
                if (!Double.isFinite(number)) {
                    throw new Refusal(
                            RejectReason.NOT_FINITE,
                            "%s is too large for a double: %s"
                                    .formatted(Refusal.quoted(field), Refusal.quoted(json.getText())));
                }
                yield number;
            }
            case VALUE_NULL -> throw Refusal.missing(field);
            default -> throw Refusal.wrongType(field, "a number", nameOf(json.currentToken()));
        };
    }

    static String nameOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "unreadable";
        };
    }
}
