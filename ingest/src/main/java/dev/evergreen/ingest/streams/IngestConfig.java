package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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
    /** The largest that is written, a labeled example, before compression. */
    private static final int REQUEST_BYTES = Limits.LABELED + Limits.ROOM;

    public IngestConfig {
        extra = Map.copyOf(extra);
    }

    /** Without the values of what is extra, which hold passwords. */
    @Override
    public String toString() {
        return "%s at %s with %s".formatted(applicationId(), bootstrapServers, new TreeMap<>(extra).keySet());
    }

    public String applicationId() {
        return "evergreen-ingest-" + name;
    }

    public Properties toProperties() {
        return new StreamsSettings(applicationId(), bootstrapServers, stateDir, extra)
                .toProperties(Map.of(
                        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
                        RecordTime.class,
                        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        REQUEST_BYTES));
    }
}
