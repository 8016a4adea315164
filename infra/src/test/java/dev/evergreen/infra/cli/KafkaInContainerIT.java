package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.containers.NeedsDocker;
import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** The parts on Kafka Streams against a broker that is not ours. */
@Tag("containers")
@ExtendWith(NeedsDocker.class)
class KafkaInContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 200;

    private final ExampleStream stream = ExampleStream.of("boxed", "boxed", ROWS, ROWS);

    @TempDir
    private Path folder;

    @Test
    void makesTopicsAndAnswersEachRowOnce() throws Exception {
        try (var broker = new KafkaContainer("apache/kafka:4.2.0")) {
            broker.start();
            var kafka = KafkaConnection.to(broker.getBootstrapServers());
            String pipeline = Files.writeString(folder.resolve("boxed.yaml"), PipelineFile.write(stream.pipeline()))
                    .toString();

            assertThat(createTopics(pipeline, kafka)).hasSize(13).allMatch(line -> line.endsWith(" created"));
            assertThat(createTopics(pipeline, kafka)).hasSize(13).allMatch(line -> line.endsWith(" was there already"));
            try (var parts = new Running(
                    "run",
                    "--parts",
                    "ingest,evaluator",
                    "--pipeline",
                    pipeline,
                    "--state-dir",
                    folder.resolve("state").toString(),
                    "--bootstrap-servers",
                    kafka.bootstrapServers(),
                    "--no-dashboard")) {
                parts.awaitNote("running; Ctrl-C ends it");
                publish(kafka, ModelFixture.encoded(stream.pipeline(), 1));
                parts.awaitNote("boxed: the model of round 1 answers");
                stream.sendFeaturesAndLabels(kafka, 0, ROWS);
                assertAnswered(kafka);
            }
        }
    }

    private static List<String> createTopics(String pipeline, KafkaConnection kafka) {
        var ran = CommandLineHarness.run(
                Services.standard(),
                "topics",
                "create",
                "--pipeline",
                pipeline,
                "--partitions",
                "1",
                "--bootstrap-servers",
                kafka.bootstrapServers());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.out().strip().lines().map(String::stripTrailing).toList();
    }

    private void publish(KafkaConnection kafka, byte[] model) {
        try (var producer = kafka.producer()) {
            var _ = producer.send(new ProducerRecord<>(
                    stream.pipeline().topics().models(), stream.pipeline().name(), model));
        }
    }

    private void assertAnswered(KafkaConnection kafka) {
        List<String> ids = IntStream.range(0, ROWS).mapToObj(ExampleStream::id).toList();
        List<Prediction> predictions = read(kafka, stream.pipeline().topics().predictions(), Prediction.class);
        List<Evaluation> evaluations = read(kafka, stream.pipeline().topics().evaluations(), Evaluation.class);
        assertThat(predictions).extracting(Prediction::id).containsExactlyElementsOf(ids);
        assertThat(predictions).allSatisfy(p -> assertThat(p.round()).hasValue(1L));
        assertThat(evaluations).extracting(Evaluation::id).containsExactlyElementsOf(ids);
    }

    private static <T> List<T> read(KafkaConnection kafka, String topic, Class<T> type) {
        return Topic.read(kafka, topic, PATIENCE, records -> records.size() >= ROWS).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }
}
