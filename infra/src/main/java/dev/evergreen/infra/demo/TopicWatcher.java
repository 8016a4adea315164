package dev.evergreen.infra.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows topics from their beginning on a thread of its own and hands each value on. */
final class TopicWatcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Consumer<byte[]>> handlers;
    private final Thread thread;

    /**
     * Starts watching.
     *
     * @param committedOnly whether what is not committed yet stays unseen
     * @param handlers by topic
     */
    TopicWatcher(String name, Properties client, boolean committedOnly, Map<String, Consumer<byte[]>> handlers) {
        var settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "evergreen-demo-" + name);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.handlers = handlers;
        List<TopicPartition> partitions = handlers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map((PartitionInfo p) -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = Thread.ofPlatform().name("watch-" + name).daemon().start(this::watch);
    }

    private void watch() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL)
                        .forEach(record -> handlers.get(record.topic()).accept(record.value()));
            }
        } catch (WakeupException closed) {
            // Asked to stop.
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
