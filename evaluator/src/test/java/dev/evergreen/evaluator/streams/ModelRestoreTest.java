package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.evaluator.scoring.ServedModel;
import dev.evergreen.evaluator.scoring.Serving;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

/** The global stores as Kafka Streams itself restores them, from topics that Kafka's own fake consumer holds. */
class ModelRestoreTest {
    private static final Pipeline PIPELINE = TestPipelines.classes("elec");
    private static final TopicPartition MODELS =
            new TopicPartition(PIPELINE.topics().models(), 0);
    private static final TopicPartition CHAMPIONS =
            new TopicPartition(PIPELINE.topics().champions(), 0);

    @TempDir
    private Path dir;

    private final List<Long> loaded = new ArrayList<>();
    private ModelShelf shelf = new ModelShelf(PIPELINE, ModelListener.none());

    @Test
    void championServesAfterEveryRestartWithItsChallengers() throws InterruptedException {
        List<byte[]> champions = new ArrayList<>(List.of(lineup(1, 1), Harness.key("{}"), lineup(2, 1, 2)));
        List<byte[]> models = new ArrayList<>(List.of(model(1), new byte[] {1, 2, 3}, model(2), new byte[0]));
        assertThat(restored(champions, models)).isEqualTo("1 [2]");
        assertThat(loaded).containsExactly(1L);

        assertThat(restored(champions, models)).isEqualTo("1 [2]");
        models.add(model(3));
        assertThat(restored(champions, models)).isEqualTo("1 [2]");
        champions.add(lineup(3, 2, 1, 3));
        assertThat(restored(champions, models)).isEqualTo("2 [1, 3]");
        champions.add(lineup(4, 9));
        assertThat(restored(champions, models))
                .as("of a model that is not here")
                .isEqualTo("");
        models.add(model(9));
        assertThat(restored(champions, models)).isEqualTo("9 []");
        assertThat(loaded).containsExactly(1L, 1L, 1L, 2L, 9L);
    }

    @Test
    void fiftyNewestStayAndTheChampionHoweverOldItIs() throws InterruptedException {
        List<byte[]> models = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            models.add(model(round));
        }
        assertThat(restored(List.of(lineup(1, 3)), models)).isEqualTo("3 []");
        assertThat(shelf.kept().keySet())
                .hasSize(ModelShelf.KEPT + 1)
                .contains(3L, 10L, 59L)
                .doesNotContain(9L);
        assertThat(restored(List.of(lineup(1, 3)), models)).isEqualTo("3 []");
    }

    private String restored(List<byte[]> champions, List<byte[]> models) throws InterruptedException {
        shelf = new ModelShelf(PIPELINE, (pipeline, round) -> loaded.add(round));
        var builder = new StreamsBuilder();
        EvaluatorTopology.models(builder, PIPELINE, shelf);
        var config = new EvaluatorConfig("localhost:1", "restore", dir, Map.of());
        var settled = new CountDownLatch(1);
        var topics = new Topics(Map.of(CHAMPIONS, champions, MODELS, models));
        try (var streams = new KafkaStreams(builder.build(), config.toProperties(), topics)) {
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
        Serving serving = shelf.serving();
        return serving.champion()
                .map(c -> c.round()
                        + " "
                        + serving.challengers().stream().map(ServedModel::round).toList())
                .orElse("");
    }

    private static byte[] lineup(long version, long champion, long... challengers) {
        return Json.write(new Lineup(
                PIPELINE.name(),
                version,
                champion,
                LongStream.of(challengers).boxed().toList(),
                Optional.empty(),
                champion));
    }

    private static byte[] model(long round) {
        return TestModels.file(PIPELINE, round, TestModels.stump(2, 0.5, 0.25, 0.75));
    }

    private static ConsumerRecord<byte[], byte[]> message(TopicPartition partition, long offset, byte[] value) {
        byte[] key = PIPELINE.name().getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                partition.topic(),
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

    /** Hands out a consumer for the topics. */
    private record Topics(Map<TopicPartition, List<byte[]>> values) implements KafkaClientSupplier {
        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            var consumer = new MockConsumer<byte[], byte[]>(AutoOffsetResetStrategy.NONE.name()) {
                private final Map<TopicPartition, Integer> next = new HashMap<>();

                @Override
                public synchronized void assign(Collection<TopicPartition> partitions) {
                    super.assign(partitions);
                    next.keySet().retainAll(partitions);
                }

                @Override
                public synchronized void seek(TopicPartition partition, long offset) {
                    next.put(partition, (int) offset);
                }

                @Override
                public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
                    partitions.forEach(p -> next.put(p, 0));
                }

                @Override
                public synchronized long position(TopicPartition partition) {
                    return next.get(partition);
                }

                @Override
                public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                    var batch = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
                    next.replaceAll((p, from) -> {
                        List<byte[]> all = values.get(p);
                        if (from < all.size()) {
                            batch.put(
                                    p,
                                    IntStream.range(from, all.size())
                                            .mapToObj(offset -> message(p, offset, all.get(offset)))
                                            .toList());
                        }
                        return all.size();
                    });
                    return new ConsumerRecords<>(batch, Map.of());
                }
            };
            values.forEach((p, messages) -> {
                consumer.updatePartitions(p.topic(), List.of(new PartitionInfo(p.topic(), 0, null, null, null)));
                consumer.updateBeginningOffsets(Map.of(p, 0L));
                consumer.updateEndOffsets(Map.of(p, (long) messages.size()));
            });
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
