package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.IngestApp;
import dev.evergreen.ingest.streams.IngestConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits has its deadline after a restart, on the state that was left as on one restored from Kafka. */
class IngestRestoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00Z");
    private static final int ROWS = 10_000;
    private static final int JOINED = 3_000;
    private static final int EXPIRED = 5_000;

    private static final Pipeline BIKES = Pipeline.of(
                    "bikes", List.of(Feature.numeric("temp")), new Label.Regression("count"))
            .withLabelsWithin(WITHIN);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"state", "lost"})
    void whatWaitsExpiresInTimeAfterARestart(String stateAfter) throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            var _ = new TopicAdmin(connection).create(BIKES, 1, (short) 1);
            try (var _ = started(kafka, "state")) {
                sendRows(connection);
                Topic.read(connection, BIKES.topics().labeled(), PATIENCE, r -> r.size() >= JOINED);
            }
            try (var _ = started(kafka, stateAfter)) {
                leapTo(connection, T0.plus(WITHIN).plusMillis(JOINED + EXPIRED));
                var labeled = Topic.read(connection, BIKES.topics().labeled(), PATIENCE, r -> r.size() >= JOINED + 2);
                assertThat(labeled).hasSize(JOINED + 2);
                var rejected = Topic.read(connection, BIKES.topics().rejected(), PATIENCE, r -> r.size() >= EXPIRED);
                assertThat(rejected)
                        .hasSize(EXPIRED)
                        .extracting(r -> Json.read(r.value(), Reject.class, Limits.REJECT)
                                .reason())
                        .containsOnly(RejectReason.LABEL_MISSING);
            }
        }
    }

    private IngestApp started(EmbeddedKafka kafka, String state) throws InterruptedException {
        var config = new IngestConfig(kafka.bootstrapServers(), "restore", folder.resolve(state), Map.of());
        var app = new IngestApp(List.of(BIKES), config);
        app.start(PATIENCE);
        return app;
    }

    /** A millisecond apart; only the first get a label. */
    private static void sendRows(KafkaConnection kafka) {
        var writer = new EventWriter(BIKES);
        try (var producer = kafka.producer()) {
            for (int i = 0; i < ROWS; i++) {
                Instant time = T0.plusMillis(i);
                byte[] features =
                        writer.features(new FeatureEvent("e" + i, time, FeatureVector.owning(new double[] {i})));
                var _ = producer.send(new ProducerRecord<>(BIKES.topics().features(), "e" + i, features));
                if (i < JOINED) {
                    byte[] label = writer.label(new LabelEvent("e" + i, time, i));
                    var _ = producer.send(new ProducerRecord<>(BIKES.topics().labels(), "e" + i, label));
                }
            }
        }
    }

    /** Takes the clock there by a row, and sends the label of the first whose deadline is that moment. */
    private static void leapTo(KafkaConnection kafka, Instant time) {
        var writer = new EventWriter(BIKES);
        String first = "e" + (JOINED + EXPIRED);
        byte[] features = writer.features(new FeatureEvent("next", time, FeatureVector.owning(new double[] {1})));
        try (var producer = kafka.producer()) {
            var _ = producer.send(new ProducerRecord<>(BIKES.topics().features(), "next", features));
            for (String id : List.of("next", first)) {
                byte[] label = writer.label(new LabelEvent(id, time, 1));
                var _ = producer.send(new ProducerRecord<>(BIKES.topics().labels(), id, label));
            }
        }
    }
}
