package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final TreeEnsemble ENSEMBLE = Ensembles.random(Combination.POSTERIORS, new Random(1));
    private static final byte[] ARTIFACT = EnsembleCodec.encode(ENSEMBLE);
    private static final Label FOUR = new Label.Classes("class", List.of("a", "b", "c", "d"));
    private static final ModelManifest MANIFEST =
            manifest(FOUR, ENSEMBLE.trees(), ARTIFACT.length, ModelFile.artifactSha256(ARTIFACT));

    @Test
    void readsBackWhatItWrote() throws Exception {
        byte[] bytes = new ModelFile(MANIFEST, ENSEMBLE).encode();
        ModelFile read = ModelFile.decode(bytes, Limits.MODEL);
        assertThat(read.manifest()).isEqualTo(MANIFEST);
        assertThat(EnsembleCodec.encode(read.ensemble())).isEqualTo(ARTIFACT);
        assertThat(read.encode()).isEqualTo(bytes);
        assertThat(ModelFile.encode(MANIFEST, ARTIFACT)).isEqualTo(bytes);
        assertThat(ModelFile.decodeManifest(bytes, Limits.MODEL)).isEqualTo(MANIFEST);
    }

    @Test
    void refusesAManifestOfAnotherModel() {
        var otherSha = manifest(FOUR, ENSEMBLE.trees(), ARTIFACT.length, "00".repeat(32));
        assertThatThrownBy(() -> new ModelFile(otherSha, ENSEMBLE).encode())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another artifact");
        var otherTrees = manifest(FOUR, 3, ARTIFACT.length, ModelFile.artifactSha256(ARTIFACT));
        assertThatThrownBy(() -> new ModelFile(otherTrees, ENSEMBLE)).hasMessageContaining("9 trees");
        var twoClasses = new Label.Classes("class", List.of("a", "b"));
        byte[] file = ModelFile.encode(
                manifest(twoClasses, ENSEMBLE.trees(), ARTIFACT.length, ModelFile.artifactSha256(ARTIFACT)), ARTIFACT);
        assertThatThrownBy(() -> ModelFile.decode(file, Limits.MODEL))
                .isInstanceOf(MalformedArtifactException.class)
                .hasMessageContaining("another model");
    }

    @Test
    void refusesMoreBytesThanAllowed() {
        byte[] bytes = new ModelFile(MANIFEST, ENSEMBLE).encode();
        assertThatThrownBy(() -> ModelFile.decode(bytes, bytes.length - 1))
                .isInstanceOf(MalformedArtifactException.class)
                .hasMessageContaining("at most " + (bytes.length - 1));
    }

    @Test
    void truncatedOrMutatedBytesAreMalformed() {
        byte[] bytes = new ModelFile(MANIFEST, ENSEMBLE).encode();
        for (int length = 0; length < bytes.length; length += 3) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelFile.decode(cut, Limits.MODEL))
                    .isInstanceOf(MalformedArtifactException.class);
        }
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] mutated = bytes.clone();
            mutated[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> ModelFile.decode(mutated, Limits.MODEL))
                    .isInstanceOf(MalformedArtifactException.class);
            assertThatThrownBy(() -> ModelFile.decodeManifest(mutated, Limits.MODEL))
                    .isInstanceOf(MalformedArtifactException.class);
        }
    }

    @Test
    void mutatedManifestsBehindTheChecksumAreMalformedOrRead() throws Exception {
        byte[] bytes = new ModelFile(MANIFEST, ENSEMBLE).encode();
        var random = new Random(2);
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = bytes.clone();
            mutated[16 + random.nextInt(600)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(10));
            int end = bytes.length - 4;
            ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN).putInt(end, Checksums.crc32c(mutated, 0, end));
            try {
                ModelFile.decode(mutated, Limits.MODEL);
                read++;
            } catch (MalformedArtifactException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
        assertThat(read).isPositive();
    }

    private static ModelManifest manifest(Label label, int trees, int artifactBytes, String sha256) {
        return new ModelManifest(
                "electricity",
                7,
                "random-forest",
                Map.of("n_estimators", ParameterValue.of(9)),
                123,
                Cv.DEFAULT,
                Scoring.ACCURACY,
                Map.of(Scoring.ACCURACY, ScoreSummary.of(List.of(0.75, 0.5))),
                Optional.empty(),
                Optional.empty(),
                new WindowInfo(
                        100,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(60),
                        List.of(new WindowInfo.OffsetRange("electricity.labeled", 0, 5, 104)),
                        "ab".repeat(32)),
                Optional.empty(),
                IntStream.range(0, Ensembles.FEATURES)
                        .mapToObj(f -> Feature.numeric("f" + f))
                        .toList(),
                label,
                trees,
                ENSEMBLE.nodes(),
                artifactBytes,
                sha256,
                Instant.EPOCH.plusSeconds(90),
                Map.of("evergreen", "0.1.0"));
    }
}
