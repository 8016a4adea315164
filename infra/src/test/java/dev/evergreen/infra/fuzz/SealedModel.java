package dev.evergreen.infra.fuzz;

import com.github.luben.zstd.Zstd;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A model whose parts can be swapped for made-up ones under checksums that match, as FORMAT.md lays it out. */
final class SealedModel {
    private static final int ARTIFACT_HEADER = 12;
    private static final int PACKING = 6;
    private static final byte STORED = 0;
    private static final int CHECKSUM = 4;
    private static final int FILE_HEADER = 16;
    private static final byte[] MAGIC = {'E', 'G', 'M', 'F'};
    private static final int VERSION = 1;

    private final byte[] artifact;
    private final byte[] manifest;

    SealedModel() {
        int features = Good.PIPELINE.features().size();
        var ensemble = TreeEnsembleBuilder.classifier(Combination.POSTERIORS, features, 2, new int[] {0, 1})
                .tree(1)
                .split(NodeKind.NUMERIC_OR_MISSING, 0, 0.5)
                .leaf(0.25, 0.75)
                .splitIn(1, new long[] {2}, false)
                .leaf(0.5, 0.5)
                .leaf(0.75, 0.25)
                .tree(1)
                .split(NodeKind.NUMERIC, 0, 0.25)
                .leaf(0.25, 0.75)
                .leaf(1, 0)
                .build(new double[features]);
        artifact = EnsembleCodec.encode(ensemble);
        manifest = Json.write(new ModelManifest(
                Good.PIPELINE.name(),
                4,
                "random-forest",
                Map.of(),
                42,
                Cv.DEFAULT,
                Scoring.ROC_AUC,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                window(),
                Optional.empty(),
                Good.PIPELINE.features(),
                Good.PIPELINE.label(),
                ensemble.trees(),
                ensemble.nodes(),
                artifact.length,
                ModelFile.artifactSha256(artifact),
                Instant.EPOCH,
                Map.of()));
    }

    private static WindowInfo window() {
        return new WindowInfo(2, Instant.EPOCH, Instant.EPOCH, List.of(), "00");
    }

    /** The value of a record as the trainer publishes it. */
    byte[] file() {
        return sealed(manifest, artifact);
    }

    byte[] manifest() {
        return manifest.clone();
    }

    /** What the artifact holds between its header and its checksum, unpacked. */
    byte[] body() {
        byte[] content = Arrays.copyOfRange(artifact, ARTIFACT_HEADER, artifact.length - CHECKSUM);
        int length = ByteBuffer.wrap(artifact).order(ByteOrder.LITTLE_ENDIAN).getInt(ARTIFACT_HEADER - Integer.BYTES);
        return artifact[PACKING] == STORED ? content : Zstd.decompress(content, length);
    }

    byte[] withManifest(byte[] madeUp) {
        return sealed(madeUp, artifact);
    }

    /** Under a manifest with the right digest. */
    byte[] withBody(byte[] madeUp) {
        ByteBuffer out = ByteBuffer.allocate(ARTIFACT_HEADER + madeUp.length + CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(artifact, 0, ARTIFACT_HEADER)
                .put(PACKING, STORED)
                .putInt(ARTIFACT_HEADER - Integer.BYTES, madeUp.length)
                .put(madeUp);
        byte[] other = closed(out);
        String json = new String(manifest, StandardCharsets.UTF_8)
                .replace(ModelFile.artifactSha256(artifact), ModelFile.artifactSha256(other));
        return sealed(Good.utf8(json), other);
    }

    private static byte[] sealed(byte[] head, byte[] tail) {
        return closed(ByteBuffer.allocate(FILE_HEADER + head.length + tail.length + CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(head.length)
                .putInt(tail.length)
                .put(head)
                .put(tail));
    }

    /** With the CRC-32C of all that stands in it so far. */
    private static byte[] closed(ByteBuffer out) {
        var crc = new CRC32C();
        crc.update(out.duplicate().flip());
        out.putInt((int) crc.getValue()).flip();
        var bytes = new byte[out.remaining()];
        out.get(bytes);
        return bytes;
    }
}
