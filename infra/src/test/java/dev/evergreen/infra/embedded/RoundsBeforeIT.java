package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.flink.RoundsBefore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RoundsBeforeIT {
    private static final Pipeline OLD = pipeline("old");
    private static final Pipeline NEW = pipeline("new");

    @Test
    void findsTheLastRoundBehindWhateverElseWasWritten() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            try (var admin = connection.admin();
                    var producer = connection.producer()) {
                TopicCreation.createMissing(admin, OLD, 1, (short) 1);
                TopicCreation.createMissing(admin, NEW, 1, (short) 1);
                for (int round = 1; round <= 7; round++) {
                    var _ = producer.send(
                            new ProducerRecord<>(OLD.topics().searches(), "old", Json.write(result(round))));
                }
                for (int i = 0; i < 200; i++) {
                    var _ = producer.send(new ProducerRecord<>(
                            OLD.topics().searches(), "old", "not ours".getBytes(StandardCharsets.UTF_8)));
                }
                producer.flush();
            }
            var client = new Properties();
            client.putAll(connection.clientProperties());

            assertThat(RoundsBefore.read(List.of(OLD, NEW), client))
                    .containsOnlyKeys("old")
                    .containsEntry("old", 7L);
        }
    }

    private static Pipeline pipeline(String name) {
        return Pipeline.of(name, List.of(Feature.numeric("x")), new Label.Regression("y"));
    }

    private static SearchResult result(long round) {
        return new SearchResult(
                "old",
                round,
                "test",
                Optional.of("no model"),
                Optional.empty(),
                Optional.empty(),
                Scoring.RMSE,
                List.of(),
                new WindowInfo(1, Instant.EPOCH, Instant.EPOCH, List.of(), ""),
                1,
                Instant.EPOCH,
                0,
                Optional.empty());
    }
}
