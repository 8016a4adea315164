package dev.evergreen.infra.chaos;

/** A run that does not come to its end: a part does not come back, or a round is never over. */
final class StuckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StuckException(String message) {
        super(message);
    }
}
