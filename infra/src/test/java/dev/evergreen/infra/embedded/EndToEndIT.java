package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.MemoryLimit;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.artifact.ModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class EndToEndIT {
    private static final int ROWS = 3_000;
    private static final int EVERY_ROWS = 1_000;
    private static final int MALFORMED = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    private static final Pipeline PIPELINE = new Pipeline(
            "e2e",
            List.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("z", List.of("a", "b", "c"))),
            new Label.Classes("class", List.of("no", "yes")),
            new Topics("e2e"),
            Duration.ofHours(2),
            new Window.Rows(2_000),
            new Retrain(Optional.of(EVERY_ROWS), Optional.empty(), true, EVERY_ROWS),
            new Search(
                    List.of(new CandidateGrid(
                            "random-forest",
                            Map.of("max_depth", List.of(ParameterValue.of(2), ParameterValue.of(6))),
                            Map.of("n_estimators", ParameterValue.of(8)))),
                    new Cv(Cv.Splitter.FORWARD, 3, Duration.ZERO),
                    List.of(Scoring.ACCURACY),
                    Scoring.ACCURACY,
                    7),
            new NJobs(2),
            MemoryLimit.DEFAULT,
            Promotion.DEFAULT,
            DriftDetection.DEFAULT.withoutTriggers());

    /** What is sent in vain, by the reason with which it must come back. */
    private static final List<Map.Entry<RejectReason, String>> BAD = List.of(
            Map.entry(RejectReason.MALFORMED_JSON, "{\"id\":\"%s\",\"event_time\""),
            Map.entry(
                    RejectReason.MISSING_FIELD,
                    "{\"id\":\"%s\",\"event_time\":\"2024-03-01T00:00:00Z\",\"features\":{\"x\":1,\"z\":\"a\"}}"),
            Map.entry(
                    RejectReason.WRONG_TYPE,
                    "{\"id\":\"%s\",\"event_time\":\"2024-03-01T00:00:00Z\","
                            + "\"features\":{\"x\":\"1\",\"y\":2,\"z\":\"a\"}}"),
            Map.entry(
                    RejectReason.UNKNOWN_VALUE,
                    "{\"id\":\"%s\",\"event_time\":\"2024-03-01T00:00:00Z\","
                            + "\"features\":{\"x\":1,\"y\":2,\"z\":\"d\"}}"),
            Map.entry(
                    RejectReason.BAD_TIME,
                    "{\"id\":\"%s\",\"event_time\":\"yesterday\",\"features\":{\"x\":1,\"y\":2,\"z\":\"a\"}}"));

    @Test
    void everyRowIsAnsweredAndEvaluatedOnceAndEveryBadMessageComesBackWithItsReason() throws Exception {
        try (var stack = EmbeddedStack.start(List.of(PIPELINE), ModelListener.none())) {
            try (var producer = stack.connection().producer()) {
                send(producer);
            }

            List<Prediction> predictions = read(stack, Topics::predictions, ROWS, Prediction.class);
            List<Evaluation> evaluations = read(stack, Topics::evaluations, ROWS, Evaluation.class);
            var rejects = Topic.read(
                    stack.connection(), PIPELINE.topics().rejected(), PATIENCE, all -> all.size() >= MALFORMED);
            // Of triggers that come while a round runs the latest alone waits: two rounds or three, the last with the
            // last row.
            var searches = Topic.read(
                    stack.connection(),
                    PIPELINE.topics().searches(),
                    PATIENCE,
                    all -> !all.isEmpty()
                            && Json.read(all.getLast().value(), SearchResult.class)
                                    .window()
                                    .lastEventTime()
                                    .equals(START.plusSeconds(60L * (ROWS - 1))));

            assertThat(predictions)
                    .extracting(Prediction::id)
                    .doesNotHaveDuplicates()
                    .hasSize(ROWS);
            assertThat(evaluations)
                    .extracting(Evaluation::id)
                    .doesNotHaveDuplicates()
                    .hasSize(ROWS);
            assertThat(evaluations.stream().filter(Evaluation::scored).count())
                    .isEqualTo(predictions.stream().filter(Prediction::scored).count());
            assertThat(evaluations.getLast().overall().rows())
                    .isEqualTo(predictions.stream().filter(Prediction::scored).count());
            assertRejects(rejects);
            assertEachWinnerIsThereOnce(stack, searches);
        }
    }

    private static void send(Producer<String, byte[]> producer) {
        var writer = new EventWriter(PIPELINE);
        var random = new SplittableRandom(5);
        for (int i = 0; i < ROWS; i++) {
            String id = "row-%06d".formatted(i);
            double x = random.nextDouble();
            double y = random.nextDouble();
            int z = random.nextInt(3);
            int label = x + (z == 1 ? y : -y) > 0.3 ? 1 : 0;
            Instant time = START.plusSeconds(60L * i);
            var _ = producer.send(new ProducerRecord<>(
                    PIPELINE.topics().features(),
                    id,
                    writer.features(new FeatureEvent(id, time, FeatureVector.owning(new double[] {x, y, z})))));
            var _ = producer.send(new ProducerRecord<>(
                    PIPELINE.topics().labels(), id, writer.label(new LabelEvent(id, time.plusSeconds(30), label))));
            if (i % (ROWS / MALFORMED) == 0) {
                sendBad(producer, i / (ROWS / MALFORMED));
            }
        }
        producer.flush();
    }

    private static void sendBad(Producer<String, byte[]> producer, int number) {
        String id = "bad-%06d".formatted(number);
        byte[] value = BAD.get(number % BAD.size()).getValue().formatted(id).getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(
                PIPELINE.topics().features(),
                null,
                id,
                value,
                List.of(new RecordHeader("number", id.getBytes(StandardCharsets.UTF_8)))));
    }

    private static void assertRejects(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSize(MALFORMED);
        var counts = new EnumMap<RejectReason, Integer>(RejectReason.class);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Reject reject = Json.read(record.value(), Reject.class);
            String id = new String(reject.key().orElseThrow().toArray(), StandardCharsets.UTF_8);
            int number = Integer.parseInt(id.substring("bad-".length()));
            assertThat(reject.reason()).isEqualTo(BAD.get(number % BAD.size()).getKey());
            assertThat(new String(reject.value().orElseThrow().toArray(), StandardCharsets.UTF_8))
                    .isEqualTo(BAD.get(number % BAD.size()).getValue().formatted(id));
            assertThat(reject.headers())
                    .singleElement()
                    .satisfies(header -> assertThat(header.key()).isEqualTo("number"));
            assertThat(reject.topic()).isEqualTo(PIPELINE.topics().features());
            assertThat(reject.offset()).isNotNegative();
            counts.merge(reject.reason(), 1, Integer::sum);
        }
        assertThat(counts.values()).containsOnly(MALFORMED / BAD.size());
    }

    private static void assertEachWinnerIsThereOnce(EmbeddedStack stack, List<ConsumerRecord<byte[], byte[]>> searches)
            throws Exception {
        Map<Long, String> winners = searches.stream()
                .map(record -> Json.read(record.value(), SearchResult.class))
                .collect(Collectors.toMap(
                        SearchResult::round, result -> result.artifactSha256().orElseThrow()));
        assertThat(winners).hasSizeBetween(2, ROWS / EVERY_ROWS);
        var models = Topic.readToEnd(stack.connection(), PIPELINE.topics().models());
        assertThat(models).hasSameSizeAs(searches);
        for (ConsumerRecord<byte[], byte[]> record : models) {
            var manifest = ModelFile.decode(record.value(), 1 << 24).manifest();
            assertThat(manifest.artifactSha256()).isEqualTo(winners.get(manifest.round()));
        }
    }

    private static <T> List<T> read(EmbeddedStack stack, Function<Topics, String> topic, int count, Class<T> type) {
        return Topic.read(stack.connection(), topic.apply(PIPELINE.topics()), PATIENCE, all -> all.size() >= count)
                .stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }
}
