package dev.evergreen.ingest.event;

/** Bytes that are not the JSON of the record they should be; its message is one line. */
public final class MalformedJson extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedJson(String message) {
        super(message);
    }
}
