package dev.evergreen.infra.embedded;

import dev.evergreen.infra.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic, committed records alone. */
public final class Topic {
    private Topic() {}

    /** All records from the beginning, once {@code enough} holds of them; fails if it does not within {@code atMost}. */
    public static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConnection kafka,
            String topic,
            Duration atMost,
            Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        var settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put("isolation.level", "read_committed");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!enough.test(records)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("%s: only %d records within %s".formatted(topic, records.size(), atMost));
                }
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** All records there are now in a topic of one partition. */
    public static List<ConsumerRecord<byte[], byte[]>> readToEnd(KafkaConnection kafka, String topic) {
        var settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put("isolation.level", "read_committed");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
