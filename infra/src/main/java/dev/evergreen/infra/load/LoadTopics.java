package dev.evergreen.infra.load;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that load passes through. */
public final class LoadTopics {
    private static final short ONE_COPY = 1;
    private static final int SEGMENT_BYTES = 64 << 20;

    private final KafkaConnection kafka;

    public LoadTopics(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    public void create(Pipeline pipeline, int partitions) throws InterruptedException {
        var _ = new TopicAdmin(kafka).create(pipeline, partitions, ONE_COPY);
    }

    /** Lets a pipeline's topics keep what is young only, as minutes of load would fill a disk. */
    public void keepFor(Duration time, Topics topics) {
        Collection<AlterConfigOp> changes = Stream.of(
                        new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis())),
                        new ConfigEntry(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES)))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        var resources = Stream.of(topics.features(), topics.labels(), topics.labeled())
                .collect(Collectors.toMap(name -> new ConfigResource(ConfigResource.Type.TOPIC, name), _ -> changes));
        try (var admin = kafka.admin()) {
            var _ = kafka.get(admin.incrementalAlterConfigs(resources).all());
        }
    }

    /** Deletes what a group of Kafka Streams has made for itself, that the broker's care for it does not go on. */
    public void deleteOf(String group) {
        try (var admin = kafka.admin()) {
            List<String> own = kafka.get(admin.listTopics().names()).stream()
                    .filter(name -> name.startsWith(group + "-"))
                    .toList();
            var _ = kafka.get(admin.deleteTopics(own).all());
        }
    }

    /** How many records a topic has ever had. */
    public long records(String topic) {
        try (var admin = kafka.admin()) {
            int partitions = kafka.get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> latest = Stream.iterate(0, p -> p + 1)
                    .limit(partitions)
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> OffsetSpec.latest()));
            return kafka.get(admin.listOffsets(latest).all()).values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        }
    }
}
