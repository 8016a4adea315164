package dev.evergreen.trainer.artifact;

import dev.evergreen.ingest.event.ModelManifest;

/** A published model: the value of a record on the topic {@code models}; see FORMAT.md. */
public record ModelFile(ModelManifest manifest, TreeEnsemble ensemble) {

    /** An artifact's SHA-256 in lower-case hex, as it stands in the manifest. */
    public static String artifactSha256(byte[] artifact) {
        return Checksums.sha256(artifact);
    }
}
