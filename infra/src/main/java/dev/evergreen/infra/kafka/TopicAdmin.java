package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;

/** Makes a pipeline's topics and checks that they are there. */
public final class TopicAdmin {
    /** Leaves the number of copies to the cluster. */
    public static final short CLUSTERS_REPLICATION = -1;

    private final KafkaConnection connection;

    public TopicAdmin(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Makes the topics that are not there yet and leaves the others as they are.
     *
     * @throws KafkaProblemException if the cluster does not answer
     * @throws dev.evergreen.ingest.kafka.TopicProblemException if topics do not fit together, or the cluster refuses
     */
    public List<TopicCreation.Result> create(Pipeline pipeline, int partitions, short replication)
            throws InterruptedException {
        connection.check();
        try (var admin = connection.admin()) {
            return TopicCreation.createMissing(admin, pipeline, partitions, replication);
        }
    }

    /** @throws KafkaProblemException if the cluster does not answer, or one of the topics is not there */
    public void require(List<String> topics) {
        try (var admin = connection.admin()) {
            var there = connection.get(admin.listTopics().names());
            for (String topic : topics) {
                if (!there.contains(topic)) {
                    throw new KafkaProblemException(
                            "Kafka at %s has no topic '%s'; make it with 'evergreen topics create'"
                                    .formatted(connection.bootstrapServers(), topic));
                }
            }
        }
    }
}
