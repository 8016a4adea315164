package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether a pipeline still has the features and the label that something was kept for. */
final class Fingerprint {
    private Fingerprint() {}

    /** {@code [32]} */
    static byte[] of(Pipeline pipeline) {
        String what = pipeline.features() + "\n" + pipeline.label();
        try {
            return MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
