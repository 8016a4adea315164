package dev.evergreen.infra.chaos;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.Parts;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** All of it in this JVM, where nobody is killed. Winners must be the same as of a deployment. */
final class InThisProcess implements Stage {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    private static final short ONE_COPY = 1;

    private final Path windows;
    private final EmbeddedKafka kafka;
    private final KafkaConnection connection;
    private final Parts parts;

    private InThisProcess(Path windows, EmbeddedKafka kafka, KafkaConnection connection, Parts parts) {
        this.windows = windows;
        this.kafka = kafka;
        this.connection = connection;
        this.parts = parts;
    }

    /** Starts all on a folder that is empty, and returns when all of it runs. */
    static InThisProcess start(Path folder, Pipeline pipeline) throws Exception {
        EmbeddedKafka kafka = Uninterrupted.call(() -> EmbeddedKafka.start(folder.resolve("kafka")));
        try {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            new TopicAdmin(connection).create(pipeline, 1, ONE_COPY);
            Parts parts = Parts.start(
                    EnumSet.allOf(Parts.Part.class),
                    List.of(pipeline),
                    connection,
                    folder,
                    CHECKPOINT_EVERY,
                    ModelListener.none());
            return new InThisProcess(Parts.windows(folder).resolve(pipeline.name()), kafka, connection, parts);
        } catch (Exception failed) {
            Uninterrupted.run(kafka::close);
            throw failed;
        }
    }

    @Override
    public KafkaConnection kafka() {
        return connection;
    }

    @Override
    public Path windows() {
        return windows;
    }

    @Override
    public void requireRunning() {
        parts.requireRunning();
    }

    @Override
    public Victim victim(Fault fault) {
        throw new IllegalStateException("nobody is killed here: " + fault);
    }

    /** The trainer ends with them. */
    @Override
    public void endApps() throws Exception {
        parts.close();
    }

    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            try (kafka) {
                parts.close();
            }
        });
    }
}
