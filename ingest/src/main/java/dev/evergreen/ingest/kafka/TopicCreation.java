package dev.evergreen.ingest.kafka;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics of a pipeline that are not there yet, and leaves those that are as they are. */
public final class TopicCreation {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private TopicCreation() {}

    /** What became of one topic. */
    public record Result(String topic, Status status) {}

    /** Whether it was there before. */
    public enum Status {
        CREATED,
        EXISTING
    }

    /**
     * In the order of the pipeline's topics. If one of those that must have as many partitions as each other is there
     * already, the others are made with its number and not with {@code partitions}. Returns when brokers know the topics.
     *
     * @throws TopicProblemException if those that are there differ in it, or Kafka refuses
     */
    public static List<Result> createMissing(Admin admin, Pipeline pipeline, int partitions, short replication)
            throws InterruptedException {
        List<NewTopic> asked = TopicSettings.of(pipeline, partitions, replication);
        Map<String, Integer> there = partitions(admin, names(asked));
        int actual = Partitions.common(pipeline, there).orElse(partitions);
        List<NewTopic> wanted = TopicSettings.of(pipeline, actual, replication);
        List<NewTopic> missing =
                wanted.stream().filter(t -> !there.containsKey(t.name())).toList();
        List<String> created = create(admin, missing);
        if (created.size() < missing.size()) {
            // Someone else made some at the same time, maybe with other numbers.
            Partitions.common(pipeline, partitions(admin, names(asked)));
        }
        awaitVisible(admin, created);
        return wanted.stream()
                .map(t -> new Result(t.name(), created.contains(t.name()) ? Status.CREATED : Status.EXISTING))
                .toList();
    }

    /**
     * Whether features, labels and what ingest makes of them can pass through the pipelines' topics.
     *
     * @throws TopicProblemException if one is not there, or those that must have as many partitions do not
     */
    public static void check(Admin admin, List<Pipeline> pipelines) throws InterruptedException {
        for (Pipeline pipeline : pipelines) {
            var topics = pipeline.topics();
            var needed = List.of(topics.features(), topics.labels(), topics.labeled(), topics.rejected());
            Map<String, Integer> there = partitions(admin, needed);
            var missing = needed.stream().filter(t -> !there.containsKey(t)).toList();
            if (!missing.isEmpty()) {
                throw new TopicProblemException(
                        "pipeline '%s' lacks the topics %s".formatted(pipeline.name(), String.join(", ", missing)));
            }
            Partitions.common(pipeline, there);
        }
    }

    private static Map<String, Integer> partitions(Admin admin, List<String> names) throws InterruptedException {
        var answers = admin.describeTopics(names).topicNameValues();
        Map<String, Integer> there = new LinkedHashMap<>();
        for (String name : names) {
            try {
                there.put(name, answers.get(name).get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw problem("cannot describe", name, e);
                }
            }
        }
        return there;
    }

    private static List<String> create(Admin admin, List<NewTopic> topics) throws InterruptedException {
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(topics).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : topics) {
            try {
                answers.get(topic.name()).get();
                created.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw problem("cannot create", topic.name(), e);
                }
            }
        }
        return created;
    }

    /** The controller answers as soon as it has made a topic; brokers hear of it a moment later. */
    private static void awaitVisible(Admin admin, List<String> created) throws InterruptedException {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!partitions(admin, created).keySet().containsAll(created)) {
            if (System.nanoTime() > deadline) {
                throw new TopicProblemException(
                        "Kafka has made the topics %s, but its brokers do not know them within %d s"
                                .formatted(String.join(", ", created), VISIBLE_WITHIN.toSeconds()));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static List<String> names(List<NewTopic> topics) {
        return topics.stream().map(NewTopic::name).toList();
    }

    private static TopicProblemException problem(String what, String topic, ExecutionException e) {
        return new TopicProblemException(
                "%s topic '%s': %s".formatted(what, topic, e.getCause().getMessage()), e);
    }
}
