package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.kafka.TopicProblemException;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether an event and its label can meet: with other numbers of partitions they would silently miss each other. */
final class CoPartitioning {
    private CoPartitioning() {}

    /** @throws TopicProblemException if a topic is not there, or a pipeline's two differ */
    static void check(Admin admin, List<Pipeline> pipelines) throws InterruptedException {
        var names = pipelines.stream()
                .map(Pipeline::topics)
                .flatMap(t -> Stream.of(
                        t.features(),
                        t.labeled(),
                        t.control(),
                        t.models(),
                        t.predictions(),
                        t.evaluations(),
                        t.champions(),
                        t.modelEvents(),
                        t.drift()))
                .toList();
        Map<String, TopicDescription> topics;
        try {
            topics = admin.describeTopics(names).allTopicNames().get();
        } catch (ExecutionException e) {
            throw new TopicProblemException(
                    "its topics cannot be described: " + e.getCause().getMessage(), e.getCause());
        }
        pipelines.forEach(pipeline -> check(pipeline, topics));
    }

    private static void check(Pipeline pipeline, Map<String, TopicDescription> topics) {
        String features = pipeline.topics().features();
        String labeled = pipeline.topics().labeled();
        int ofFeatures = topics.get(features).partitions().size();
        int ofLabeled = topics.get(labeled).partitions().size();
        if (ofFeatures != ofLabeled) {
            throw new TopicProblemException("%s has %d partitions and %s has %d: they must be the same"
                    .formatted(features, ofFeatures, labeled, ofLabeled));
        }
    }
}
