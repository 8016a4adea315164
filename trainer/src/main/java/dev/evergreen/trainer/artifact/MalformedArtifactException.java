package dev.evergreen.trainer.artifact;

/** Bytes that are not a model; its message says in one line what is wrong. */
public final class MalformedArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedArtifactException(String message) {
        super(message);
    }

    public MalformedArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
