package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.EmbeddedKafka;
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
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {
    private static final int FIRST = 300;
    private static final int ALL = 450;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void runsTwoPipelinesInTwoHalves() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            List<ExampleStream> streams =
                    List.of(ExampleStream.of("a", "first.a", FIRST, 400), ExampleStream.of("b", "b", FIRST, 400));
            for (ExampleStream stream : streams) {
                stream.createTopics(connection);
            }
            var answering = run("answering", "ingest,evaluator", streams, kafka);
            var training = run("training", "trainer", streams, kafka);
            try (answering;
                    training) {
                answering.awaitNote("running; Ctrl-C ends it");
                training.awaitNote("running; Ctrl-C ends it");
                streams.forEach(stream -> stream.sendFeaturesAndLabels(connection, 0, FIRST));
                answering.awaitNote("a: the model of round 1 answers");
                answering.awaitNote("b: the model of round 1 answers");
                streams.forEach(stream -> stream.sendFeaturesAndLabels(connection, FIRST, ALL));
                for (ExampleStream stream : streams) {
                    assertAnswered(stream, connection);
                }
            }
            assertThat(answering.exitCode()).isZero();
            assertThat(training.exitCode()).isZero();
            assertThat(training.err()).contains("Flink's page at http://localhost:");
        }
    }

    @Test
    void anyPartNeedsTheTopics() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            var stream = ExampleStream.of("a", "a", FIRST, 400);
            var at = "evergreen: Kafka at %s has no topic '%%s'; make it with 'evergreen topics create'"
                    .formatted(kafka.bootstrapServers());
            var lacking = Map.of(
                    "ingest",
                    "evergreen: pipeline 'a' lacks the topics a.features, a.labels, a.labeled, a.rejected",
                    "trainer",
                    at.formatted("a.labeled"),
                    "evaluator",
                    at.formatted("a.features"));
            for (String part : lacking.keySet()) {
                var ran = CommandLineHarness.run(
                        Services.standard(),
                        "run",
                        "--pipeline",
                        file(stream),
                        "--parts",
                        part,
                        "--state-dir",
                        folder.resolve("state").toString(),
                        "--bootstrap-servers",
                        kafka.bootstrapServers());

                assertThat(ran.exitCode()).isEqualTo(2);
                assertThat(ran.err().lines().toList()).last().asString().isEqualTo(lacking.get(part));
            }
        }
    }

    private Running run(String name, String parts, List<ExampleStream> streams, EmbeddedKafka kafka) throws Exception {
        return new Running(
                "run",
                "--pipeline",
                file(streams.getFirst()),
                "--pipeline",
                file(streams.getLast()),
                "--parts",
                parts,
                "--state-dir",
                folder.resolve(name).toString(),
                "--bootstrap-servers",
                kafka.bootstrapServers());
    }

    private String file(ExampleStream stream) throws Exception {
        return Files.writeString(
                        folder.resolve(stream.pipeline().name() + ".yaml"), PipelineFile.write(stream.pipeline()))
                .toString();
    }

    private static void assertAnswered(ExampleStream stream, KafkaConnection kafka) throws Exception {
        List<String> ids = IntStream.range(0, ALL).mapToObj(ExampleStream::id).toList();
        List<Prediction> predictions = read(kafka, stream.pipeline().topics().predictions(), Prediction.class);
        List<Evaluation> evaluations = read(kafka, stream.pipeline().topics().evaluations(), Evaluation.class);
        assertThat(predictions).extracting(Prediction::id).containsExactlyElementsOf(ids);
        assertThat(predictions.subList(FIRST, ALL))
                .allSatisfy(p -> assertThat(p.round()).hasValue(1L));
        assertThat(predictions.subList(0, FIRST)).noneMatch(Prediction::scored);
        assertThat(evaluations).extracting(Evaluation::id).containsExactlyElementsOf(ids);
        assertThat(evaluations.getLast().overall().rows()).isEqualTo(ALL - FIRST);
        assertThat(evaluations.getLast().overall().accuracy().orElseThrow()).isGreaterThan(0.8);
        assertThat(stream.models(kafka)).singleElement().satisfies(model -> {
            assertThat(model.pipeline()).isEqualTo(stream.pipeline().name());
            assertThat(model.round()).isEqualTo(1);
        });
    }

    private static <T> List<T> read(KafkaConnection kafka, String topic, Class<T> type) {
        return Topic.read(kafka, topic, PATIENCE, all -> all.size() >= ALL).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }
}
