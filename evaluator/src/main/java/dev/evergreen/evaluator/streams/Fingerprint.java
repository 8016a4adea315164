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
        return hash(pipeline.features() + "\n" + pipeline.label());
    }

    /** Of the detectors as well. {@code [32]} */
    static byte[] ofDrift(Pipeline pipeline) {
        return hash(pipeline.features() + "\n" + pipeline.label() + "\n" + pipeline.drift());
    }

    private static byte[] hash(String what) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
