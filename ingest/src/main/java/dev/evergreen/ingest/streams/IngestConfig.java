package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How ingest runs on Kafka Streams.
 *
 * @param name tells this deployment from others on the same cluster: the application id is {@code
 *     evergreen-ingest-<name>}
 * @param stateDir where its stores live; losing it costs time, no data
 * @param extra of Kafka Streams and its clients; they win over what is set here
 */
public record IngestConfig(String bootstrapServers, String name, Path stateDir, Map<String, String> extra) {
    private static final int COMMIT_MS = 100;
    /** After a crash the others take over that much later; Kafka's own default is 45 s. */
    private static final int SESSION_MS = 10_000;

    /** The largest that is written, a labeled example, before compression. */
    private static final int REQUEST_BYTES = Limits.LABELED + Limits.ROOM;

    public IngestConfig {
        extra = Map.copyOf(extra);
    }

    public String applicationId() {
        return "evergreen-ingest-" + name;
    }

    public Properties toProperties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), REQUEST_BYTES);
        properties.putAll(extra);
        return properties;
    }
}
