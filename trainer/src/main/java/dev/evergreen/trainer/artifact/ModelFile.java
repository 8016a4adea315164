package dev.evergreen.trainer.artifact;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** A published model: the value of a record on the topic {@code models}; see FORMAT.md. */
public record ModelFile(ModelManifest manifest, TreeEnsemble ensemble) {
    /** ASCII {@code EGMF}. */
    static final int MAGIC = 0x464d4745;

    static final int VERSION = 1;
    /** A manifest lists features, values and offsets: more than any real one takes. */
    static final int MAX_MANIFEST_BYTES = 8 << 20;

    private static final int HEADER_BYTES = 16;
    private static final int CHECKSUM_BYTES = 4;

    /** @throws IllegalArgumentException if the manifest does not describe the ensemble */
    public ModelFile {
        disagreement(manifest, ensemble).ifPresent(what -> {
            throw new IllegalArgumentException("the manifest is of another model: " + what);
        });
    }

    /** An artifact's SHA-256 in lower-case hex, as it stands in the manifest. */
    public static String artifactSha256(byte[] artifact) {
        return Checksums.sha256(artifact);
    }

    /** @throws IllegalArgumentException if the manifest's SHA-256 or length is not that of the encoded ensemble */
    public byte[] encode() {
        return encode(manifest, EnsembleCodec.encode(ensemble));
    }

    /** As {@link #encode()}, where the artifact is at hand. */
    public static byte[] encode(ModelManifest manifest, byte[] artifact) {
        if (!manifest.artifactSha256().equals(artifactSha256(artifact))
                || manifest.artifactBytes() != artifact.length) {
            throw new IllegalArgumentException("the manifest is of another artifact: %s, %d bytes"
                    .formatted(manifest.artifactSha256(), manifest.artifactBytes()));
        }
        byte[] json = Json.write(manifest);
        if (json.length > MAX_MANIFEST_BYTES) {
            throw new IllegalArgumentException(
                    "a manifest of %d bytes, at most %d".formatted(json.length, MAX_MANIFEST_BYTES));
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + json.length + artifact.length + CHECKSUM_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(json.length)
                .putInt(artifact.length)
                .put(json)
                .put(artifact);
        return out.putInt(Checksums.crc32c(out.array(), 0, out.position())).array();
    }

    /**
     * Reads a whole model.
     *
     * @throws MalformedArtifactException if the bytes are more than {@code maxBytes} or anything but a consistent model
     */
    public static ModelFile decode(byte[] bytes, int maxBytes) throws MalformedArtifactException {
        ByteBuffer in = check(bytes, maxBytes);
        int manifestBytes = in.getInt(8);
        ModelManifest manifest = manifest(bytes, manifestBytes);
        int from = HEADER_BYTES + manifestBytes;
        byte[] artifact = Arrays.copyOfRange(bytes, from, from + in.getInt(12));
        if (!artifactSha256(artifact).equals(manifest.artifactSha256())) {
            throw new MalformedArtifactException("the artifact is not the manifest's " + manifest.artifactSha256());
        }
        TreeEnsemble ensemble = EnsembleCodec.decode(artifact);
        var disagreement = disagreement(manifest, ensemble);
        if (disagreement.isPresent()) {
            throw new MalformedArtifactException("the manifest is of another model: " + disagreement.get());
        }
        return new ModelFile(manifest, ensemble);
    }

    /**
     * Reads only what the model says of itself: its trees are checked by checksum alone.
     *
     * @throws MalformedArtifactException if the bytes are more than {@code maxBytes} or no model
     */
    public static ModelManifest decodeManifest(byte[] bytes, int maxBytes) throws MalformedArtifactException {
        return manifest(bytes, check(bytes, maxBytes).getInt(8));
    }

    private static ByteBuffer check(byte[] bytes, int maxBytes) throws MalformedArtifactException {
        if (bytes.length > maxBytes) {
            throw new MalformedArtifactException("%d bytes, at most %d are read".formatted(bytes.length, maxBytes));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES || in.getInt(0) != MAGIC) {
            throw new MalformedArtifactException("no model: it does not begin with EGMF");
        }
        if (in.getInt(4) != VERSION) {
            throw new MalformedArtifactException("model version %d, this reads %d".formatted(in.getInt(4), VERSION));
        }
        int manifest = in.getInt(8);
        int artifact = in.getInt(12);
        if (manifest < 0
                || manifest > MAX_MANIFEST_BYTES
                || artifact < 0
                || (long) HEADER_BYTES + manifest + artifact + CHECKSUM_BYTES != bytes.length) {
            throw new MalformedArtifactException("a manifest of %d and an artifact of %d bytes in a file of %d"
                    .formatted(manifest, artifact, bytes.length));
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (in.getInt(end) != Checksums.crc32c(bytes, 0, end)) {
            throw new MalformedArtifactException("the model's checksum does not match");
        }
        return in;
    }

    private static ModelManifest manifest(byte[] bytes, int manifestBytes) throws MalformedArtifactException {
        byte[] json = Arrays.copyOfRange(bytes, HEADER_BYTES, HEADER_BYTES + manifestBytes);
        try {
            return Json.read(json, ModelManifest.class, MAX_MANIFEST_BYTES);
        } catch (MalformedJson e) {
            throw new MalformedArtifactException("the manifest: " + e.getMessage(), e);
        }
    }

    private static Optional<String> disagreement(ModelManifest manifest, TreeEnsemble ensemble) {
        int outputs = switch (manifest.label()) {
            case Label.Classes c -> c.classes().size();
            case Label.Regression _ -> 1;
        };
        boolean same = manifest.features().size() == ensemble.features()
                && (manifest.label() instanceof Label.Classes) == ensemble.classifier()
                && outputs == ensemble.outputs()
                && manifest.trees() == ensemble.trees()
                && manifest.nodes() == ensemble.nodes();
        return same
                ? Optional.empty()
                : Optional.of("%d features, %d outputs, %d trees, %d nodes; the manifest says %d, %d, %d, %d"
                        .formatted(
                                ensemble.features(),
                                ensemble.outputs(),
                                ensemble.trees(),
                                ensemble.nodes(),
                                manifest.features().size(),
                                outputs,
                                manifest.trees(),
                                manifest.nodes()));
    }
}
