package dev.evergreen.ingest.kafka;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** How a pipeline's topics are made: partitions, how large a message they hold, and for how long. */
public final class TopicSettings {
    /** Of models: who sends them compresses them by the same, or the broker does it anew. */
    public static final String MODEL_COMPRESSION = "zstd";

    private static final int SEARCH = 8 << 20;
    private static final Map<String, String> FOR_EVER =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private TopicSettings() {}

    /**
     * All topics of the pipeline, in the order of {@link Topics#all()}.
     *
     * @param partitions of the topics that carry events; those that carry a round's results have one
     */
    public static List<NewTopic> of(Pipeline pipeline, int partitions, short replication) {
        Topics topics = pipeline.topics();
        return List.of(
                topic(topics.features(), partitions, replication, holding(Limits.INPUT + Limits.ROOM)),
                topic(topics.labels(), partitions, replication, holding(Limits.INPUT + Limits.ROOM)),
                topic(topics.labeled(), partitions, replication, holding(Limits.LABELED + Limits.ROOM)),
                topic(topics.rejected(), partitions, replication, holding(Limits.REJECT)),
                topic(topics.control(), 1, replication, Map.of()),
                topic(topics.models(), 1, replication, models()),
                topic(topics.searches(), 1, replication, with(FOR_EVER, holding(SEARCH))),
                topic(topics.resourceMetrics(), 1, replication, Map.of()),
                topic(topics.predictions(), partitions, replication, Map.of()),
                topic(topics.evaluations(), partitions, replication, Map.of()),
                topic(topics.champions(), 1, replication, newestOfEach()),
                topic(topics.modelEvents(), 1, replication, FOR_EVER),
                topic(topics.drift(), 1, replication, FOR_EVER));
    }

    /** Topics that one key stands on in the same partition: joins rely on it, so their partitions must be as many. */
    static List<String> partitionedAlike(Pipeline pipeline) {
        Topics topics = pipeline.topics();
        return List.of(topics.features(), topics.labels(), topics.labeled(), topics.predictions());
    }

    private static Map<String, String> models() {
        var config = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                MODEL_COMPRESSION);
        return with(with(FOR_EVER, config), holding(Limits.MODEL));
    }

    private static Map<String, String> newestOfEach() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static Map<String, String> holding(int bytes) {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    }

    private static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
        var all = new TreeMap<>(one);
        all.putAll(other);
        return all;
    }

    private static NewTopic topic(String name, int partitions, short replication, Map<String, String> config) {
        return new NewTopic(name, partitions, replication).configs(config);
    }
}
