package dev.evergreen.ingest.pipeline;

import dev.evergreen.ingest.text.OneLine;

/** A pipeline file that cannot be used; its message is one line and names the key, the value and what is allowed. */
public final class InvalidPipelineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTE = 80;
    private static final int MAX_KEY = 300;

    private final String key;

    /**
     * @param key dotted path of the key, relative to the record that refuses it; {@link #within} puts a prefix before it
     * @param value what stands there
     * @param allowed what may stand there
     */
    public InvalidPipelineException(String key, Object value, String allowed) {
        super(message(
                key,
                "'%s' is not allowed; allowed: %s".formatted(OneLine.of(String.valueOf(value), MAX_QUOTE), allowed)));
        this.key = key;
    }

    private InvalidPipelineException(String key, String problem) {
        super(message(key, problem));
        this.key = key;
    }

    /** A complaint about something other than a value. */
    static InvalidPipelineException at(String place, String problem) {
        return new InvalidPipelineException(place, problem);
    }

    /** The same complaint, seen from the record above: {@code folds} becomes {@code search.cv.folds}. */
    public InvalidPipelineException within(String parent) {
        String full = parent.isEmpty() || key.startsWith("[") ? parent + key : parent + "." + key;
        return new InvalidPipelineException(
                full, getMessage().substring(message(key, "").length()));
    }

    public String key() {
        return key;
    }

    private static String message(String key, String problem) {
        return OneLine.of(key, MAX_KEY) + ": " + problem;
    }
}
