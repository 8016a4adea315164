package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a message was turned away. */
public enum RejectReason {
    /** Not JSON, or not a JSON object. */
    MALFORMED_JSON,
    /** Larger, deeper or longer than is read. */
    TOO_LARGE,
    /** A field or a feature is absent or null. */
    MISSING_FIELD,
    /** A field or a feature has another JSON type than it should. */
    WRONG_TYPE,
    /** A number that is not finite as a double. */
    NOT_FINITE,
    /** A nominal feature's value that the pipeline does not list. */
    UNKNOWN_VALUE,
    /** A class that the pipeline does not list. */
    UNKNOWN_CLASS,
    /** An id that is empty or too long. */
    BAD_ID,
    /** An event time that is no RFC 3339 instant, or lies too far ahead of the record's own timestamp. */
    BAD_TIME,
    /** The record's key is not the event's id, so that partitioning cannot be trusted. */
    KEY_MISMATCH,
    /** An event or label with this id was seen before. */
    DUPLICATE,
    /** No features came for this label within the wait, or they had gone before it came. */
    FEATURES_MISSING,
    /** No label came for these features within the wait. */
    LABEL_MISSING,
    /** A control message with a command that does not exist. */
    UNKNOWN_COMMAND;

    /** The word in JSON, such as {@code missing_field}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
