package dev.evergreen.infra.load;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group is with a pipeline's features and labels. */
public final class GroupProgress implements AutoCloseable {
    private final KafkaConnection kafka;
    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;

    public GroupProgress(KafkaConnection kafka, String group, Topics topics) {
        this.kafka = kafka;
        this.admin = kafka.admin();
        this.group = group;
        this.partitions =
                kafka
                        .get(admin.describeTopics(List.of(topics.features(), topics.labels()))
                                .allTopicNames())
                        .values()
                        .stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .toList();
    }

    /** Records that the group has read and committed. */
    public long committed() {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                kafka.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return partitions.stream()
                .map(offsets::get)
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** Records that there are. */
    public long there() {
        var latest = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return kafka.get(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
