package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large models change while events come in; prints how long it is from one answer to the next there and elsewhere. */
class ModelChangeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MODELS = Integer.getInteger("evergreen.model-changes", 6);
    private static final Duration BETWEEN_MODELS = Duration.ofMillis(1_200);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(2);
    private static final int BYTES = 10_000_000;
    private static final int TREES = 40;
    private static final int DEPTH = 14;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Pipeline PIPELINE = pipeline();

    @TempDir
    private Path folder;

    @Test
    void everyEventIsAnsweredOnceAndScoringHardlyStandsStill() throws Exception {
        var models = new ArrayList<byte[]>();
        for (int round = 1; round <= MODELS; round++) {
            models.add(ModelFixture.encoded(PIPELINE, round, large(round)));
        }
        assertThat(models).allSatisfy(model -> assertThat(model.length).isBetween(BYTES * 9 / 10, BYTES * 2));
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            try (var admin = connection.admin()) {
                TopicCreation.createMissing(admin, PIPELINE, 1, (short) 1);
            }
            var config =
                    new EvaluatorConfig(kafka.bootstrapServers(), "change", folder, Map.of("producer.linger.ms", "0"));
            try (var app = new EvaluatorApp(List.of(PIPELINE), config, ModelListener.none());
                    var arrivals = new Arrivals(connection)) {
                app.start(PATIENCE);
                int events = send(connection, models);
                report(arrivals.await(events));
                check(Topic.read(connection, PIPELINE.topics().predictions(), PATIENCE, all -> all.size() >= events));
            }
        }
    }

    /** Events all the while, a model now and then; returns how many events. */
    private static int send(KafkaConnection kafka, List<byte[]> models) throws InterruptedException {
        var writer = new EventWriter(PIPELINE);
        int events = 0;
        try (var producer = kafka.producer();
                var sender = sender(kafka)) {
            for (byte[] model : models) {
                var _ = sender.send(new ProducerRecord<>(PIPELINE.topics().models(), PIPELINE.name(), model));
                long until = System.nanoTime() + BETWEEN_MODELS.toNanos();
                while (System.nanoTime() < until) {
                    var event = new FeatureEvent(
                            "e" + events,
                            START.plusSeconds(events),
                            FeatureVector.owning(new double[] {events % 7, events % 11}));
                    var _ = producer.send(
                            new ProducerRecord<>(PIPELINE.topics().features(), event.id(), writer.features(event)));
                    events++;
                    Thread.sleep(BETWEEN_EVENTS);
                }
            }
        }
        return events;
    }

    private static KafkaProducer<String, byte[]> sender(KafkaConnection kafka) {
        var settings = new HashMap<String, Object>(kafka.clientProperties());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * BYTES);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static void check(List<ConsumerRecord<byte[], byte[]>> answers) {
        var ids = new HashMap<String, Integer>();
        answers.forEach(
                answer -> ids.merge(Json.read(answer.value(), Prediction.class).id(), 1, Integer::sum));
        assertThat(ids).hasSize(answers.size());
        assertThat(Json.read(answers.getLast().value(), Prediction.class).round())
                .contains((long) MODELS);
    }

    private static void report(List<Arrival> arrivals) {
        var changes = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        for (int i = 1; i < arrivals.size(); i++) {
            double ms = (arrivals.get(i).nanos() - arrivals.get(i - 1).nanos()) / 1e6;
            long before = arrivals.get(i - 1).round();
            if (before > 0) {
                (arrivals.get(i).round() == before ? others : changes).add(ms);
            }
        }
        assertThat(changes).as("each model takes over once").hasSize(MODELS - 1);
        System.out.printf(
                Locale.ROOT,
                "%.1f MB models: between two answers, where the model changes: median %.1f, p99 %.1f ms (%d changes); "
                        + "elsewhere: median %.1f, p99 %.1f, at most %.1f ms (%,d answers)%n",
                BYTES / 1e6,
                share(changes, 0.5),
                share(changes, 0.99),
                changes.size(),
                share(others, 0.5),
                share(others, 0.99),
                share(others, 1),
                arrivals.size());
        assertThat(share(changes, 0.5))
                .as("ms between answers where the model changes")
                .isLessThan(500);
    }

    private static double share(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    /** Full trees of splits at random. */
    private static TreeEnsemble large(int seed) {
        var random = new SplittableRandom(seed);
        var builder = TreeEnsembleBuilder.classifier(Combination.POSTERIORS, 2, 2, new int[] {0, 1});
        for (int tree = 0; tree < TREES; tree++) {
            builder.tree(DEPTH);
            grow(builder, DEPTH, random);
        }
        return builder.build(new double[2]);
    }

    private static void grow(TreeEnsembleBuilder builder, int depth, SplittableRandom random) {
        if (depth == 0) {
            double second = random.nextDouble();
            builder.leaf(1 - second, second);
            return;
        }
        builder.split(NodeKind.NUMERIC, random.nextInt(2), random.nextDouble(11));
        grow(builder, depth - 1, random);
        grow(builder, depth - 1, random);
    }

    private static Pipeline pipeline() {
        var plain = Pipeline.of(
                "change",
                List.of(Feature.numeric("a"), Feature.numeric("b")),
                new Label.Classes("y", List.of("p", "q")));
        return plain.withPromotion(plain.promotion().withPolicy(Promotion.Policy.NEWEST));
    }

    /** @param round of the model that answered; 0 if none did */
    private record Arrival(long nanos, long round) {}

    /** Notes when answers arrive, committed or not. */
    private static final class Arrivals implements AutoCloseable {
        private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Thread thread;

        Arrivals(KafkaConnection kafka) {
            var settings = new Properties();
            settings.putAll(kafka.clientProperties());
            settings.put("isolation.level", "read_uncommitted");
            thread = Thread.ofPlatform().start(() -> listen(settings));
        }

        private void listen(Properties settings) {
            try (var consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                var partition = new TopicPartition(PIPELINE.topics().predictions(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (!closed.get()) {
                    var records = consumer.poll(Duration.ofMillis(50));
                    long now = System.nanoTime();
                    records.forEach(record -> arrivals.add(new Arrival(
                            now,
                            Json.read(record.value(), Prediction.class).round().orElse(0L))));
                }
            }
        }

        List<Arrival> await(int count) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (arrivals.size() < count && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            return List.copyOf(arrivals);
        }

        @Override
        public void close() throws InterruptedException {
            closed.set(true);
            thread.join();
        }
    }
}
