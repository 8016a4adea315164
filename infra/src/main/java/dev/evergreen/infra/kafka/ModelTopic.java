package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what models a pipeline has published. */
public final class ModelTopic {
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
        var found = new ArrayList<ModelRecord>();
        new WholeTopic(connection, pipeline.topics().models()).forEach(r -> found.add(decode(r)));
        return found.stream()
                .filter(r -> isOf(pipeline, r))
                .sorted(Comparator.comparingLong(ModelTopic::order)
                        .thenComparingInt(ModelRecord::partition)
                        .thenComparingLong(ModelRecord::offset))
                .toList();
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
