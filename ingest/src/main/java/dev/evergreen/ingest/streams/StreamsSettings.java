package dev.evergreen.ingest.streams;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What all our apps on Kafka Streams have in common: exactly once, from the beginning, with answers within a tenth of a
 * second.
 *
 * @param stateDir where its stores live; losing it costs time, no data
 * @param extra of Kafka Streams and its clients; they win over everything else
 */
public record StreamsSettings(String applicationId, String bootstrapServers, Path stateDir, Map<String, String> extra) {
    /**
     * What is sent to a partition at a time. With Kafka's own 16 KiB a catching-up app makes a thousand requests a second,
     * which are half of what the broker does then. What is sent does not wait for a batch to be full longer than to the next
     * commit.
     */
    public static final int BATCH_BYTES = 64 << 10;

    private static final int COMMIT_MS = 100;

    /** After a crash the others take over that much later; Kafka's own default is 45 s. */
    private static final int SESSION_MS = 10_000;

    public StreamsSettings {
        extra = Map.copyOf(extra);
    }

    /** Without the values of what is extra, which hold passwords. */
    @Override
    public String toString() {
        return "%s at %s with %s".formatted(applicationId, bootstrapServers, new TreeMap<>(extra).keySet());
    }

    /** @param own what only this app sets */
    public Properties toProperties(Map<String, ?> own) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        properties.putAll(own);
        properties.putAll(extra);
        return properties;
    }
}
