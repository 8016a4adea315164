package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.trainer.flink.KafkaEdges;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The trainer is stopped between its rounds or in one, and goes on as if it had not been. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavepointIT {
    private static final int EVERY_ROWS = 600;
    private static final int WINDOW = 900;
    private static final int BEFORE_STOP = EVERY_ROWS + 250;
    private static final int ALL = 2 * EVERY_ROWS;
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
    private List<ModelManifest> undisturbed = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    void trainUndisturbed() throws Exception {
        ExampleStream stream = stream("undisturbed");
        try (var _ = start(stream, folder.resolve("undisturbed"))) {
            stream.sendLabeled(connection, 0, EVERY_ROWS);
            awaitRounds(stream, 1);
            stream.sendLabeled(connection, EVERY_ROWS, ALL);
            awaitRounds(stream, 2);
        }
        undisturbed = stream.models(connection);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void goesOnFromASavepointTakenBetweenTwoRounds() throws Exception {
        ExampleStream stream = stream("savepoint");
        Path moved = folder.resolve("moved");
        try (var flink = start(stream, folder.resolve("first"))) {
            stream.sendLabeled(connection, 0, BEFORE_STOP);
            awaitRounds(stream, 1);
            Path savepoint = flink.stopWithSavepoint(moved.resolve("checkpoints"));
            assertThat(savepoint.resolve("_metadata")).exists();
        }
        try (var flink = start(stream, moved)) {
            stream.sendLabeled(connection, BEFORE_STOP, ALL);
            awaitRounds(stream, 2);
            flink.requireRunning();
        }

        assertAllAsIfUndisturbed(stream);
    }

    @Test
    void goesOnFromASavepointTakenInTheMiddleOfARound() throws Exception {
        ExampleStream stream = stream("midround");
        Path first = folder.resolve("midround-first");
        Path moved = folder.resolve("midround-moved");
        try (var flink = start(stream, first)) {
            awaitFirstCheckpoint(first);
            stream.sendLabeled(connection, 0, BEFORE_STOP);
            awaitStart(stream, 1);
            flink.stopWithSavepoint(moved.resolve("checkpoints"));
        }
        try (var _ = start(stream, moved)) {
            awaitRounds(stream, 1);
            stream.sendLabeled(connection, BEFORE_STOP, ALL);
            awaitRounds(stream, 2);
        }

        assertAllAsIfUndisturbed(stream);
    }

    @Test
    void goesOnFromItsNewestCheckpointAfterItWasCancelledInTheMiddleOfARound() throws Exception {
        ExampleStream stream = stream("cancelled");
        Path state = folder.resolve("cancelled");
        try (var _ = start(stream, state)) {
            stream.sendLabeled(connection, 0, BEFORE_STOP);
            awaitRounds(stream, 1);
        }
        try (var _ = start(stream, state)) {
            stream.sendLabeled(connection, BEFORE_STOP, ALL);
            awaitStart(stream, 2);
        }
        try (var _ = start(stream, state)) {
            awaitRounds(stream, 2);
        }

        assertAllAsIfUndisturbed(stream);
    }

    private void assertAllAsIfUndisturbed(ExampleStream stream) throws Exception {
        List<ModelManifest> models = stream.models(connection);
        assertThat(models).extracting(ModelManifest::round).containsExactly(1L, 2L);
        assertThat(models.getLast().window().offsets())
                .containsExactly(new OffsetRange(stream.pipeline().topics().labeled(), 0, ALL - WINDOW, ALL - 1));
        assertThat(models.getLast().window().rows()).isEqualTo(WINDOW);
        assertThat(models)
                .extracting(m -> m.window().fingerprint())
                .isEqualTo(
                        undisturbed.stream().map(m -> m.window().fingerprint()).toList());
        assertThat(models)
                .extracting(ModelManifest::artifactSha256)
                .isEqualTo(
                        undisturbed.stream().map(ModelManifest::artifactSha256).toList());
        assertThat(readToEnd(stream.pipeline().topics().searches()))
                .extracting(
                        record -> Json.read(record.value(), SearchResult.class).round())
                .containsExactly(1L, 2L);
        assertEachFitIsAccountedForOnce(stream);
    }

    private void assertEachFitIsAccountedForOnce(ExampleStream stream) {
        List<ResourceMetric> metrics = readToEnd(stream.pipeline().topics().resourceMetrics()).stream()
                .map(record -> Json.read(record.value(), ResourceMetric.class))
                .toList();
        assertThat(metrics)
                .filteredOn(ResourceMetric.Fit.class::isInstance)
                .map(ResourceMetric.Fit.class::cast)
                .extracting(fit -> "%d/%d/%s".formatted(fit.round(), fit.candidate(), fit.fold()))
                .doesNotHaveDuplicates()
                .hasSize(2 * ExampleStream.FITS);
        assertThat(metrics).filteredOn(ResourceMetric.Round.class::isInstance).hasSize(2);
    }

    /** One name for all, as seeds and fingerprints may depend on it; topics of its own for each. */
    private ExampleStream stream(String prefix) throws InterruptedException {
        var stream = ExampleStream.of("p", prefix, EVERY_ROWS, WINDOW);
        stream.createTopics(connection);
        return stream;
    }

    private EmbeddedFlink start(ExampleStream stream, Path state) throws Exception {
        var client = new Properties();
        client.putAll(connection.clientProperties());
        var spec = TrainerSpec.of(
                List.of(stream.pipeline()), 2, windows(stream).toUri().toString());
        return EmbeddedFlink.start("trainer", state, CHECKPOINT_EVERY, env -> KafkaEdges.define(env, spec, client));
    }

    /** Outside of the state's folder: where a savepoint is taken to, the windows of its rounds are where they were. */
    private static Path windows(ExampleStream stream) {
        return folder.resolve("windows").resolve(stream.pipeline().topics().prefix());
    }

    /** With it, all of the job runs. */
    private static void awaitFirstCheckpoint(Path state) throws Exception {
        await(
                "the first checkpoint",
                () -> Checkpoints.newest(state.resolve("checkpoints")).isPresent());
    }

    /** The window's file is there from the round's start until its result has come back from Kafka. */
    private static void awaitStart(ExampleStream stream, int round) throws Exception {
        Path windows = windows(stream).resolve(stream.pipeline().name());
        await("the start of round " + round, () -> {
            if (!Files.isDirectory(windows)) {
                return false;
            }
            try (var files = Files.list(windows)) {
                return files.anyMatch(
                        file -> file.getFileName().toString().matches("round-" + round + "-[0-9a-f]+.window"));
            }
        });
    }

    private static void await(String what, Callable<Boolean> happened) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    private void awaitRounds(ExampleStream stream, int rounds) {
        Topic.read(connection, stream.pipeline().topics().searches(), PATIENCE, all -> all.size() >= rounds);
    }

    private List<ConsumerRecord<byte[], byte[]>> readToEnd(String topic) {
        return Topic.readToEnd(connection, topic);
    }
}
