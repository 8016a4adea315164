package dev.evergreen.ingest.pipeline;

/** A pipeline file that cannot be used; its message names the key, the value and what is allowed. */
public final class InvalidPipelineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key dotted path of the key, relative to the record that refuses it; {@link #within} puts a prefix before it
     * @param value what stands there
     * @param allowed what may stand there
     */
    public InvalidPipelineException(String key, Object value, String allowed) {
        super("%s: '%s' is not allowed; allowed: %s".formatted(key, value, allowed));
        this.key = key;
    }

    private InvalidPipelineException(String key, String message, Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /** The same complaint, seen from the record above: {@code folds} becomes {@code search.cv.folds}. */
    public InvalidPipelineException within(String parent) {
        String full = parent + (key.startsWith("[") ? "" : ".") + key;
        return new InvalidPipelineException(full, full + getMessage().substring(key.length()), this);
    }

    public String key() {
        return key;
    }
}
