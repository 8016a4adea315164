package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.streams.StreamsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp;
import org.apache.kafka.streams.state.RocksDBConfigSetter;

/**
 * How the evaluator runs on Kafka Streams.
 *
 * @param name tells this deployment from others on the same cluster: the application id is {@code
 *     evergreen-evaluator-<name>}
 * @param stateDir where its stores live; losing it costs time, no data
 * @param extra of Kafka Streams and its clients; they win over what is set here
 */
public record EvaluatorConfig(String bootstrapServers, String name, Path stateDir, Map<String, String> extra) {
    private static final int FETCH_BYTES = 2 * Limits.MODEL;
    /**
     * What the stores keep in memory, all together. Commits write it out ten times a second, so that more would only be read
     * again, while the garbage collector copies what is young of it, some ten objects an entry, with everything at a stop.
     */
    private static final int CACHE_BYTES = 1 << 20;

    private static final Class<? extends RocksDBConfigSetter> STORES = ModelFiles.class;
    private static final Class<? extends DeserializationExceptionHandler> ON_BAD_BYTES =
            LogAndContinueExceptionHandler.class;

    public EvaluatorConfig {
        extra = Map.copyOf(extra);
    }

    /** Without the values of what is extra, which hold passwords. */
    @Override
    public String toString() {
        return "%s at %s with %s".formatted(applicationId(), bootstrapServers, new TreeMap<>(extra).keySet());
    }

    public String applicationId() {
        return "evergreen-evaluator-" + name;
    }

    public Properties toProperties() {
        return new StreamsSettings(applicationId(), bootstrapServers, stateDir, extra)
                .toProperties(Map.of(
                        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                        CACHE_BYTES,
                        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                        STORES,
                        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                        ON_BAD_BYTES,
                        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
                        LogAndSkipOnInvalidTimestamp.class,
                        StreamsConfig.globalConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                        FETCH_BYTES,
                        StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
                        FETCH_BYTES));
    }
}
