package dev.evergreen.infra.load;

import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.ingest.streams.StreamsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that somebody who reads features and labels and writes labeled has to do: each record is copied as it is. One
 * thread, one consumer and one producer, with the settings of ingest's own, and a commit as often as ingest's.
 */
final class CopyLoop implements Participant {
    private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
    /** Kafka Streams' own default; the producer's is 5. */
    private static final int LINGER_MS = 100;
    /** Kafka Streams' own default; the consumer's is 500. */
    private static final int MAX_POLL_RECORDS = 1_000;

    private final String bootstrapServers;
    private final Topics topics;
    private final boolean transactions;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private final Thread thread = new Thread(this::run, "loop");
    private volatile boolean asked;
    /** Why a record was not taken; written on the producer's thread alone. */
    private volatile Optional<Exception> refusal = Optional.empty();

    private CopyLoop(Assignment told, boolean transactions) {
        bootstrapServers = told.bootstrapServers();
        topics = told.load().topics();
        this.transactions = transactions;
        String group = (transactions ? Role.LOOP : Role.LOOP_PLAIN).group(told.name());
        consumer = consumer(bootstrapServers, group);
        producer = producer(
                bootstrapServers, transactions ? Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group) : Map.of());
    }

    static Participant start(Assignment told, boolean transactions) {
        var loop = new CopyLoop(told, transactions);
        loop.consumer.subscribe(List.of(loop.topics.features(), loop.topics.labels()));
        if (transactions) {
            loop.producer.initTransactions();
        }
        loop.thread.start();
        return loop;
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MAX_POLL_RECORDS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers, Map<String, Object> more) {
        var config = new HashMap<String, Object>(more);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, StreamsSettings.BATCH_BYTES);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void run() {
        long commitAt = System.nanoTime() + COMMIT_EVERY.toNanos();
        while (!asked) {
            var records = consumer.poll(COMMIT_EVERY);
            if (!records.isEmpty()) {
                if (transactions && done.isEmpty()) {
                    producer.beginTransaction();
                }
                records.forEach(this::copy);
                done.putAll(records.nextOffsets());
            }
            if (System.nanoTime() >= commitAt && !done.isEmpty()) {
                commit();
                commitAt = System.nanoTime() + COMMIT_EVERY.toNanos();
            }
        }
        if (!done.isEmpty()) {
            commit();
        }
    }

    private void copy(ConsumerRecord<byte[], byte[]> in) {
        var out = new ProducerRecord<>(topics.labeled(), null, in.timestamp(), in.key(), in.value());
        var _ = producer.send(out, (_, why) -> refusal = refusal.or(() -> Optional.ofNullable(why)));
    }

    private void commit() {
        if (transactions) {
            producer.sendOffsetsToTransaction(done, consumer.groupMetadata());
            producer.commitTransaction();
        } else {
            producer.flush();
            if (refusal.isPresent()) {
                throw new KafkaException("a record could not be sent", refusal.get());
            }
            consumer.commitSync(done);
        }
        done.clear();
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public boolean running() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        asked = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        consumer.close();
    }
}
