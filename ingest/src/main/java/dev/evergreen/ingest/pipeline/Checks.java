package dev.evergreen.ingest.pipeline;

/** The one way a pipeline's records refuse a value: key, value and what is allowed, in one line. */
final class Checks {
    private Checks() {}

    static void require(boolean condition, String key, Object value, String allowed) {
        if (!condition) {
            throw new InvalidPipelineException(key, value, allowed);
        }
    }
}
