package dev.evergreen.ingest.kafka;

/** A pipeline's topics are not there, cannot be made or do not fit together; its message says so in one line. */
public final class TopicProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicProblemException(String message) {
        super(message);
    }

    public TopicProblemException(String message, Throwable cause) {
        super(message, cause);
    }
}
