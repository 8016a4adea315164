package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Notes on a thread of its own when predictions arrive: as soon as they are written, not when their transaction ends. They
 * are looked into afterwards.
 */
final class Predictions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final List<Long> times = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile long count;

    /** @param topic of one partition, empty so far */
    Predictions(KafkaConnection kafka, String topic) {
        var config = new HashMap<String, Object>(kafka.clientProperties());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        thread = Thread.ofPlatform().name("predictions").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!closed.get()) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                records.forEach(record -> {
                    times.add(now);
                    values.add(record.value());
                });
                count = values.size();
            }
        }
    }

    /** So far. */
    long count() {
        return count;
    }

    /** When each arrived, once this is closed. */
    long[] times() {
        return times.stream().mapToLong(each -> each).toArray();
    }

    /** In the order of the topic, once this is closed. */
    List<Prediction> all() throws MalformedJson {
        var read = new ArrayList<Prediction>();
        for (byte[] value : values) {
            read.add(Json.read(value, Prediction.class));
        }
        return read;
    }

    @Override
    public void close() throws Exception {
        closed.set(true);
        Uninterrupted.run(thread::join);
    }
}
