package dev.evergreen.ingest.validation;

import dev.evergreen.ingest.event.RejectReason;

/** What became of a message's bytes. */
public sealed interface Parsed<T> {

    /** They were a message of the pipeline. */
    record Accepted<T>(T value) implements Parsed<T> {}

    /**
     * They were not.
     *
     * @param detail one line for a person, with at most 60 characters of the message itself
     */
    record Rejected<T>(RejectReason reason, String detail) implements Parsed<T> {}
}
