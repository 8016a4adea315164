package dev.evergreen.infra.kafka;

/** A Kafka cluster that does not do what is asked of it; its message is one line for a person. */
public final class KafkaProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaProblemException(String message) {
        super(message);
    }

    public KafkaProblemException(String message, Throwable cause) {
        super(message, cause);
    }
}
