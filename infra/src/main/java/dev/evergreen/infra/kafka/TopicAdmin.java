package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a pipeline's topics and checks that they are there. */
public final class TopicAdmin {
    private final KafkaConnection connection;

    public TopicAdmin(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Makes the topics that are not there yet and leaves the others as they are.
     *
     * @throws KafkaProblemException if the cluster refuses, or topics that are joined differ in partitions
     */
    public List<TopicState> create(Pipeline pipeline, List<NewTopic> topics) {
        try (var admin = connection.admin()) {
            var answers = admin.createTopics(topics).values();
            var states = new ArrayList<TopicState>();
            for (var topic : topics) {
                boolean created = wasCreated(answers.get(topic.name()));
                states.add(new TopicState(topic.name(), partitions(admin, topic.name()), created));
            }
            requireJoinable(pipeline, states);
            return List.copyOf(states);
        }
    }

    /** @throws KafkaProblemException if one of the topics is not there */
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

    private boolean wasCreated(KafkaFuture<Void> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw connection.problem(e.getCause() instanceof Exception cause ? cause : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaProblemException("interrupted while topics were made", e);
        }
    }

    private int partitions(Admin admin, String topic) {
        return connection
                .get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .partitions()
                .size();
    }

    private static void requireJoinable(Pipeline pipeline, List<TopicState> states) {
        var features = find(states, pipeline.topics().features());
        var labels = find(states, pipeline.topics().labels());
        if (features.isPresent() && labels.isPresent() && !features.equals(labels)) {
            throw new KafkaProblemException(
                    "topics '%s' and '%s' must have the same number of partitions, not %d and %d"
                            .formatted(
                                    pipeline.topics().features(),
                                    pipeline.topics().labels(),
                                    features.orElseThrow(),
                                    labels.orElseThrow()));
        }
    }

    private static Optional<Integer> find(List<TopicState> states, String name) {
        return states.stream()
                .filter(s -> s.name().equals(name))
                .map(TopicState::partitions)
                .findFirst();
    }
}
