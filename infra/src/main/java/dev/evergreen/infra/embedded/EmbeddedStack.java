package dev.evergreen.infra.embedded;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.StreamsApp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** All of Evergreen and a Kafka broker in this JVM, on a folder that is deleted at the end. */
public final class EmbeddedStack implements AutoCloseable {
    /** Results wait for a checkpoint, so in a small stack these come quickly. */
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(500);

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final KafkaConnection connection;
    private final Parts parts;

    private EmbeddedStack(Path folder, EmbeddedKafka kafka, KafkaConnection connection, Parts parts) {
        this.folder = folder;
        this.kafka = kafka;
        this.connection = connection;
        this.parts = parts;
    }

    /** Starts the broker, makes the pipelines' topics with one partition each, starts the parts; returns when they run. */
    public static EmbeddedStack start(List<Pipeline> pipelines, ModelListener models) throws Exception {
        Path folder = Files.createTempDirectory("evergreen-");
        try {
            return start(folder, broker(folder), pipelines, models);
        } catch (Exception failed) {
            Directories.delete(folder);
            throw failed;
        }
    }

    private static EmbeddedKafka broker(Path folder) throws Exception {
        return Uninterrupted.call(() -> EmbeddedKafka.start(folder.resolve("kafka")));
    }

    private static EmbeddedStack start(Path folder, EmbeddedKafka kafka, List<Pipeline> pipelines, ModelListener models)
            throws Exception {
        try {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            try (var admin = connection.admin()) {
                for (Pipeline pipeline : pipelines) {
                    TopicCreation.createMissing(admin, pipeline, 1, (short) 1);
                }
            }
            Parts parts = Parts.start(
                    EnumSet.allOf(Parts.Part.class), pipelines, connection, folder, CHECKPOINT_EVERY, models);
            return new EmbeddedStack(folder, kafka, connection, parts);
        } catch (Exception failed) {
            Uninterrupted.run(kafka::close);
            throw failed;
        }
    }

    public KafkaConnection connection() {
        return connection;
    }

    /** Where the trainer leaves the windows of rounds, of each pipeline in a folder of its own. */
    public Path windows() {
        return Parts.windows(folder);
    }

    /** Those of the parts that run on Kafka Streams. */
    public List<StreamsApp> streamsApps() {
        return parts.streamsApps();
    }

    /** Where Flink's page is. */
    public URI flinkPage() {
        return parts.flinkPage().orElseThrow();
    }

    /** @throws IllegalStateException if one of the parts has stopped, with the cause */
    public void requireRunning() {
        parts.requireRunning();
    }

    /** Which of the parts runs no longer, in one line; absent while all run. */
    public Optional<String> trouble() {
        return parts.trouble();
    }

    /** Stops all but the broker: nothing of theirs appears any more. */
    public void endParts() throws Exception {
        parts.close();
    }

    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            try (kafka) {
                parts.close();
            } finally {
                Directories.delete(folder);
            }
        });
    }
}
