package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Notes on a thread of its own when predictions arrive: as soon as they are written, not when their transaction ends. Nothing
 * of them is kept but numbers, so that collections of garbage are few and short.
 */
final class Predictions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final LongStream.Builder times = LongStream.builder();
    private final Accounts.Book book = new Accounts.Book();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Consumer<byte[], byte[]> consumer;
    private final FutureTask<long[]> reading = new FutureTask<>(this::read);
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
        Thread.ofPlatform().name("predictions").start(reading);
    }

    private long[] read() throws MalformedJson {
        try (consumer) {
            long seen = 0;
            while (!closed.get()) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (var record : records) {
                    times.add(now);
                    book.enter(Json.read(record.value(), Prediction.class));
                }
                seen += records.count();
                count = seen;
            }
        }
        return times.build().toArray();
    }

    /** @throws ExecutionException if they could not be read any further */
    void requireReading() throws ExecutionException, InterruptedException {
        if (reading.isDone()) {
            var _ = reading.get();
        }
    }

    /** So far. */
    long count() {
        return count;
    }

    /**
     * When each arrived, once this is closed.
     *
     * @throws ExecutionException if they could not be read to the end
     */
    long[] times() throws ExecutionException, InterruptedException {
        return reading.get();
    }

    /** Of so many events, once this is closed. */
    Accounts accounts(long events) {
        return book.of(events);
    }

    @Override
    public void close() throws Exception {
        closed.set(true);
        Uninterrupted.run(() -> {
            try {
                var _ = reading.get();
            } catch (ExecutionException failed) {
                // Whoever asks is told.
            }
        });
    }
}
