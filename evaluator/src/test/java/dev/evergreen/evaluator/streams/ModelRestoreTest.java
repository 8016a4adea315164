package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.evaluator.scoring.CurrentModel;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models' global store as Kafka Streams itself restores it, from a topic that Kafka's own fake consumer holds. */
class ModelRestoreTest {
    private static final Pipeline PIPELINE = TestPipelines.classes("elec");
    private static final TopicPartition MODELS =
            new TopicPartition(PIPELINE.topics().models(), 0);

    @TempDir
    private Path dir;

    private final List<Long> loaded = new ArrayList<>();

    @Test
    void newestModelServesAfterEveryRestart() throws InterruptedException {
        List<byte[]> topic = new ArrayList<>(List.of(model(1), new byte[] {1, 2, 3}, model(2), new byte[0]));
        assertThat(roundAfterRestore(topic)).isEqualTo(2);
        assertThat(loaded).containsExactly(1L, 2L);

        loaded.clear();
        assertThat(roundAfterRestore(topic)).isEqualTo(2);
        assertThat(loaded).containsExactly(2L);

        loaded.clear();
        topic.add(model(3));
        assertThat(roundAfterRestore(topic)).isEqualTo(3);
        assertThat(loaded).containsExactly(2L, 3L);
    }

    private long roundAfterRestore(List<byte[]> topic) throws InterruptedException {
        var current = new AtomicReference<>(CurrentModel.NONE);
        var builder = new StreamsBuilder();
        EvaluatorTopology.models(builder, PIPELINE, current, (pipeline, round) -> loaded.add(round));
        var config = new EvaluatorConfig("localhost:1", "restore", dir, Map.of());
        var settled = new CountDownLatch(1);
        try (var streams = new KafkaStreams(builder.build(), config.toProperties(), new Topic(topic))) {
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                    settled.countDown();
                }
            });
            streams.start();
            assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
            streams.close(Duration.ofSeconds(10));
        }
        return current.get().model().orElseThrow().round();
    }

    private static byte[] model(long round) {
        return TestModels.file(PIPELINE, round, TestModels.stump(2, 0.5, 0.25, 0.75));
    }

    private static ConsumerRecord<byte[], byte[]> message(long offset, byte[] value) {
        byte[] key = PIPELINE.name().getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                MODELS.topic(),
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Hands out a consumer for the one topic. */
    private record Topic(List<byte[]> values) implements KafkaClientSupplier {
        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            var consumer = new MockConsumer<byte[], byte[]>(AutoOffsetResetStrategy.NONE.name()) {
                @Override
                public synchronized void assign(Collection<TopicPartition> partitions) {
                    super.assign(partitions);
                    for (int offset = 0; offset < values.size(); offset++) {
                        addRecord(message(offset, values.get(offset)));
                    }
                }
            };
            consumer.updatePartitions(MODELS.topic(), List.of(new PartitionInfo(MODELS.topic(), 0, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(MODELS, 0L));
            consumer.updateEndOffsets(Map.of(MODELS, (long) values.size()));
            return consumer;
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new MockProducer<>();
        }

        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return Admin.create(config);
        }
    }
}
