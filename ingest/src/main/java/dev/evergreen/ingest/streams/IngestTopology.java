package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Parsing and joining of some pipelines as one topology, a sub-topology each: features and labels of a partition go in,
 * labeled examples and rejects come out.
 */
public final class IngestTopology {
    private IngestTopology() {}

    /** @throws IllegalArgumentException if two pipelines share a name or a topic prefix */
    public static Topology define(List<Pipeline> pipelines) {
        requireDistinct(pipelines, Pipeline::name);
        requireDistinct(pipelines, p -> p.topics().prefix());
        var topology = new Topology();
        var room = new AtomicLong(RecentStates.ROOM);
        pipelines.forEach(pipeline -> define(topology, pipeline, room));
        return topology;
    }

    private static void define(Topology topology, Pipeline pipeline, AtomicLong room) {
        Topics topics = pipeline.topics();
        String source = pipeline.name() + "-events";
        String join = pipeline.name() + "-join";
        var outputs = new JoinProcessor.Outputs(
                pipeline.name() + "-labeled",
                pipeline.name() + "-rejected",
                pipeline.name() + "-waiting",
                pipeline.name() + "-deadlines");
        var in = new ByteArrayDeserializer();
        var out = new ByteArraySerializer();
        topology.addSource(source, in, in, topics.features(), topics.labels())
                .addProcessor(join, () -> new JoinProcessor(pipeline, outputs, new RecentStates(room)), source)
                .addStateStore(states(outputs.states()), join)
                .addStateStore(deadlines(outputs.deadlines()), join)
                .addSink(outputs.labeled(), topics.labeled(), out, out, join)
                .addSink(outputs.rejected(), topics.rejected(), out, out, join);
    }

    /**
     * A key-value store, not a window store: event times are written nowhere as the timestamps of records. Retention, of
     * topics and of a window store's changelog, goes by those, and what happened years ago would be deleted while it waits.
     */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> states(String name) {
        int largest = RejectWriter.WHOLE + Limits.ROOM;
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest)));
    }

    /** Not logged, as it is made from the states; not cached, as what is put there has left memory for good. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> deadlines(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled();
    }

    private static void requireDistinct(List<Pipeline> pipelines, Function<Pipeline, String> what) {
        if (pipelines.stream().map(what).distinct().count() < pipelines.size()) {
            throw new IllegalArgumentException("two pipelines share a name or a prefix: "
                    + pipelines.stream().map(what).toList());
        }
    }
}
