package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** Which topics a pipeline has, as they are to be made. */
public final class TopicPlan {
    private TopicPlan() {}

    /** @param replication copies of each partition; empty: what the cluster does by default */
    public static List<NewTopic> of(Pipeline pipeline, Optional<Integer> partitions, Optional<Short> replication) {
        return pipeline.topics().all().stream()
                .map(name -> new NewTopic(name, partitions, replication).configs(Map.of()))
                .toList();
    }
}
