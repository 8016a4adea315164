package dev.evergreen.infra.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's committed records from its beginning to where it ends now. */
public final class WholeTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final KafkaConnection connection;
    private final String topic;

    public WholeTopic(KafkaConnection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
    }

    /** @throws KafkaProblemException if the topic is not there or the cluster does not answer */
    public void forEach(java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        new TopicAdmin(connection).require(List.of(topic));
        try (var consumer = connection.consumer()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long lastNews = System.nanoTime();
            while (!reached(consumer, ends)) {
                var records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    lastNews = System.nanoTime();
                } else if (System.nanoTime() - lastNews > SILENCE.toNanos()) {
                    throw new KafkaProblemException("Kafka at %s stopped answering while topic '%s' was read"
                            .formatted(connection.bootstrapServers(), topic));
                }
                records.forEach(reader);
            }
        } catch (KafkaException e) {
            throw connection.problem(e);
        }
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
