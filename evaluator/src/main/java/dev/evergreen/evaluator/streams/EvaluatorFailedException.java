package dev.evergreen.evaluator.streams;

import java.util.Optional;

/** The evaluator could not start; its message says in one line what is known. */
public final class EvaluatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluatorFailedException(String message, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
    }
}
