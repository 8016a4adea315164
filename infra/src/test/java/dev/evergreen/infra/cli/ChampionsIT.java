package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.ingest.pipeline.Promotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Champions and challengers on a real broker, with three partitions, two instances and a restart in mid-test. */
class ChampionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Pipeline PIPELINE = Pipeline.of(
                    "duel", List.of(Feature.numeric("a")), new Label.Classes("y", List.of("p", "q")))
            .withPromotion(Promotion.test(0.05, 60));

    @TempDir
    private Path folder;

    private int rows;

    @Test
    void challengerWinsAcrossARestartAndUsersHaveTheLastWord() throws Exception {
        String file = Files.writeString(folder.resolve("duel.yaml"), PipelineFile.write(PIPELINE))
                .toString();
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            try (var admin = connection.admin()) {
                TopicCreation.createMissing(admin, PIPELINE, 3, (short) 1);
            }
            try (var app = start(connection, "one")) {
                publish(connection, ModelFixture.encoded(PIPELINE, 1, 0.25));
                awaitDecisions(connection, 1);
                publish(connection, ModelFixture.encoded(PIPELINE, 2, 0.75));
                awaitDecisions(connection, 2);
                rows(connection, 40);
                assertThat(app.running()).isTrue();
            }
            // The other one's disk is empty: models, champions and evidence come from Kafka.
            try (var second = start(connection, "two");
                    var third = start(connection, "three")) {
                rows(connection, 40);
                var promoted = awaitDecisions(connection, 3).getLast();
                assertThat(promoted.kind()).isEqualTo(ModelEvent.Kind.PROMOTED);
                assertThat(promoted.cause()).isEqualTo(ModelEvent.Cause.TEST);
                assertThat(promoted.round()).isEqualTo(2);
                assertThat(promoted.evidence().orElseThrow().events()).isEqualTo(60);
                assertThat(promoted.evidence().orElseThrow().meanGain()).isEqualTo(1);

                var back = models(kafka, file, "rollback");
                assertThat(back.exitCode()).as(back.err()).isZero();
                assertThat(back.out().strip())
                        .isEqualTo("the model of round 1 is champion in the place of that of round 2");
                assertThat(models(kafka, file, "list").out())
                        .containsPattern("1 +champion")
                        .containsPattern("2 +chall");
                var again = models(kafka, file, "promote", "--round", "2", "--json", "--reason", "we know better");
                assertThat(again.out())
                        .contains("\"kind\":\"promoted\",\"cause\":\"user\",\"round\":2,\"champion\":1,");
                var none = models(kafka, file, "promote", "--round", "7");
                assertThat(none.exitCode()).isEqualTo(2);
                assertThat(none.err().strip())
                        .isEqualTo("evergreen: pipeline 'duel': there is no model of round 7; there are those of "
                                + "rounds [1, 2]");
                assertThat(second.running() && third.running()).isTrue();
            }
            assertEachAnsweredAndEvaluatedOnce(connection);
        }
    }

    private EvaluatorApp start(KafkaConnection kafka, String name) throws InterruptedException {
        var config = new EvaluatorConfig(kafka.bootstrapServers(), "duel", folder.resolve(name), Map.of());
        var app = new EvaluatorApp(List.of(PIPELINE), config, ModelListener.none());
        app.start(PATIENCE);
        return app;
    }

    private static CommandLineHarness.Ran models(EmbeddedKafka kafka, String file, String... arguments) {
        var all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--pipeline", file, "--bootstrap-servers", kafka.bootstrapServers()));
        return CommandLineHarness.run(Services.standard(), all.toArray(String[]::new));
    }

    private static void publish(KafkaConnection kafka, byte[] model) {
        try (var producer = kafka.producer()) {
            var _ = producer.send(new ProducerRecord<>(PIPELINE.topics().models(), PIPELINE.name(), model));
        }
    }

    /** Events first, then their labels, all of the second class. */
    private void rows(KafkaConnection kafka, int count) {
        var writer = new EventWriter(PIPELINE);
        try (var producer = kafka.producer()) {
            for (int i = rows; i < rows + count; i++) {
                var event = new FeatureEvent("e" + i, START.plusSeconds(i), FeatureVector.owning(new double[] {i}));
                var _ = producer.send(
                        new ProducerRecord<>(PIPELINE.topics().features(), event.id(), writer.features(event)));
            }
            producer.flush();
            read(kafka, PIPELINE.topics().predictions(), rows + count, Prediction.class);
            for (int i = rows; i < rows + count; i++) {
                var example = new LabeledExample(
                        "e" + i,
                        START.plusSeconds(i),
                        START.plusSeconds(i + 1),
                        FeatureVector.owning(new double[] {i}),
                        1);
                var _ = producer.send(
                        new ProducerRecord<>(PIPELINE.topics().labeled(), example.id(), writer.labeled(example)));
            }
        }
        rows += count;
        read(kafka, PIPELINE.topics().evaluations(), rows, Evaluation.class);
    }

    private static List<ModelEvent> awaitDecisions(KafkaConnection kafka, int count) {
        return read(kafka, PIPELINE.topics().modelEvents(), count, ModelEvent.class);
    }

    private void assertEachAnsweredAndEvaluatedOnce(KafkaConnection kafka) {
        assertThat(read(kafka, PIPELINE.topics().predictions(), rows, Prediction.class))
                .extracting(Prediction::id)
                .doesNotHaveDuplicates()
                .hasSize(rows);
        var evaluations = read(kafka, PIPELINE.topics().evaluations(), rows, Evaluation.class);
        assertThat(evaluations)
                .extracting(Evaluation::id)
                .doesNotHaveDuplicates()
                .hasSize(rows);
        assertThat(evaluations.getLast().overall().rows()).isEqualTo(rows);
    }

    private static <T> List<T> read(KafkaConnection kafka, String topic, int count, Class<T> type) {
        return Topic.read(kafka, topic, PATIENCE, all -> all.size() >= count).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }
}
