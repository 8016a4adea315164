package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads what models a pipeline has published. */
public final class ModelTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final KafkaConnection connection;

    public ModelTopic(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * The committed models of a pipeline, by round, then what could not be read.
     *
     * @throws KafkaProblemException if the topic is not there or the cluster does not answer
     */
    public List<ModelRecord> read(Pipeline pipeline) {
        String topic = pipeline.topics().models();
        new TopicAdmin(connection).require(List.of(topic));
        var found = new ArrayList<ModelRecord>();
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
                records.forEach(r -> found.add(decode(r)));
            }
        } catch (KafkaException e) {
            throw connection.problem(e);
        }
        return found.stream()
                .filter(r -> isOf(pipeline, r))
                .sorted(Comparator.comparingLong(ModelTopic::order)
                        .thenComparingInt(ModelRecord::partition)
                        .thenComparingLong(ModelRecord::offset))
                .toList();
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static ModelRecord decode(ConsumerRecord<String, byte[]> entry) {
        byte[] value = entry.value();
        if (value == null) {
            return new ModelRecord.Unreadable(entry.partition(), entry.offset(), "no value");
        }
        try {
            return new ModelRecord.Published(
                    entry.partition(), entry.offset(), value.length, ModelFile.decodeManifest(value, Limits.MODEL));
        } catch (MalformedArtifactException e) {
            return new ModelRecord.Unreadable(entry.partition(), entry.offset(), e.getMessage());
        }
    }

    private static boolean isOf(Pipeline pipeline, ModelRecord entry) {
        return switch (entry) {
            case ModelRecord.Published p -> p.manifest().pipeline().equals(pipeline.name());
            case ModelRecord.Unreadable _ -> true;
        };
    }

    private static long order(ModelRecord entry) {
        return switch (entry) {
            case ModelRecord.Published p -> p.manifest().round();
            case ModelRecord.Unreadable _ -> Long.MAX_VALUE;
        };
    }
}
