package dev.evergreen.ingest.streams;

import java.util.Optional;

/** Ingest could not start; its message says in one line what is known. */
public final class IngestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IngestFailedException(String message, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
    }
}
