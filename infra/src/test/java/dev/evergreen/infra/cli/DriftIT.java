package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift in the labels on a real broker, with a restart before it and one after it, each time on an empty disk. */
class DriftIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Pipeline PIPELINE = Pipeline.of(
                    "shift", List.of(Feature.numeric("a")), new Label.Classes("y", List.of("p", "q")))
            .withDrift(DriftDetection.DEFAULT
                    .withDetectors(List.of(Detector.ADWIN), List.of(Detector.ADWIN))
                    .withCoolDownRows(300));

    @TempDir
    private Path folder;

    /** Of the rows so far; the champion answers each with the first class. */
    private final List<Double> labels = new ArrayList<>();

    @Test
    void driftLeadsToOneAlarmAndOneOrderAndCoolsDownAcrossRestarts() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            try (var admin = connection.admin()) {
                TopicCreation.createMissing(admin, PIPELINE, 1, (short) 1);
            }
            publish(connection, ModelFixture.encoded(PIPELINE, 1, 0.25));
            try (var _ = start(connection, "one")) {
                Topic.read(connection, PIPELINE.topics().champions(), PATIENCE, all -> !all.isEmpty());
                rows(connection, 64, 0);
            }
            try (var _ = start(connection, "two")) {
                rows(connection, 32, 1);
                assertThat(alarms(connection)).singleElement().satisfies(alarm -> {
                    assertThat(alarm.retrain()).isEqualTo(DriftAlarm.Retrain.ASKED);
                    assertThat(alarm.rows()).isEqualTo(96);
                    assertThat(alarm.since()).isEqualTo(START.plusSeconds(64));
                });
                assertThat(orders(connection)).singleElement().satisfies(order -> {
                    assertThat(order.command()).isEqualTo(ControlMessage.Command.RETRAIN);
                    assertThat(order.cause()).isEqualTo(ControlMessage.Cause.DRIFT);
                    assertThat(order.reason()).startsWith("adwin: the mean loss rose by 1.0000");
                    assertThat(order.since()).contains(START.plusSeconds(64));
                });
            }
            try (var _ = start(connection, "three")) {
                rows(connection, 128, 0);
                rows(connection, 64, 1);
                assertThat(alarms(connection))
                        .hasSizeGreaterThan(1)
                        .isEqualTo(expected())
                        .last()
                        .extracting(DriftAlarm::retrain)
                        .isEqualTo(DriftAlarm.Retrain.COOL_DOWN);
                assertThat(orders(connection)).as("it has not cooled down").hasSize(1);
            }
        }
    }

    private List<DriftAlarm> expected() {
        var watch = DriftWatch.begin(PIPELINE);
        return IntStream.range(0, labels.size())
                .mapToObj(i -> new Observed(1, i + 1, time(i), labels.get(i), 0, FeatureVector.owning(new double[0])))
                .flatMap(row -> watch.add(row).stream())
                .toList();
    }

    private EvaluatorApp start(KafkaConnection kafka, String name) throws InterruptedException {
        var config = new EvaluatorConfig(kafka.bootstrapServers(), "shift", folder.resolve(name), Map.of());
        var app = new EvaluatorApp(List.of(PIPELINE), config, ModelListener.none());
        app.start(PATIENCE);
        return app;
    }

    private static void publish(KafkaConnection kafka, byte[] model) {
        try (var producer = kafka.producer()) {
            var _ = producer.send(new ProducerRecord<>(PIPELINE.topics().models(), PIPELINE.name(), model));
        }
    }

    /** Events first, then their labels; returns when all were evaluated, and with that looked at by the detectors. */
    private void rows(KafkaConnection kafka, int count, double label) {
        int from = labels.size();
        var writer = new EventWriter(PIPELINE);
        try (var producer = kafka.producer()) {
            for (int i = from; i < from + count; i++) {
                var event = new FeatureEvent("e" + i, time(i), FeatureVector.owning(new double[] {i}));
                var _ = producer.send(
                        new ProducerRecord<>(PIPELINE.topics().features(), event.id(), writer.features(event)));
                labels.add(label);
            }
            producer.flush();
            var predictions = read(kafka, PIPELINE.topics().predictions(), labels.size(), Prediction.class);
            assertThat(predictions).allMatch(Prediction::scored);
            for (int i = from; i < from + count; i++) {
                var example = new LabeledExample(
                        "e" + i, time(i), time(i + 1), FeatureVector.owning(new double[] {i}), label);
                var _ = producer.send(
                        new ProducerRecord<>(PIPELINE.topics().labeled(), example.id(), writer.labeled(example)));
            }
        }
        read(kafka, PIPELINE.topics().evaluations(), labels.size(), Evaluation.class);
    }

    private static Instant time(int row) {
        return START.plusSeconds(row);
    }

    private static List<DriftAlarm> alarms(KafkaConnection kafka) {
        return Topic.readToEnd(kafka, PIPELINE.topics().drift()).stream()
                .map(record -> Json.read(record.value(), DriftAlarm.class))
                .toList();
    }

    private static List<ControlMessage> orders(KafkaConnection kafka) {
        return Topic.readToEnd(kafka, PIPELINE.topics().control()).stream()
                .map(record -> Json.read(record.value(), ControlMessage.class))
                .toList();
    }

    private static <T> List<T> read(KafkaConnection kafka, String topic, int count, Class<T> type) {
        return Topic.read(kafka, topic, PATIENCE, all -> all.size() >= count).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }
}
