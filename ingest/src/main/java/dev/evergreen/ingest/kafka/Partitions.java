package dev.evergreen.ingest.kafka;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Whether a pipeline's topics put a key on the same partition: with other numbers events would miss their labels. */
final class Partitions {
    private Partitions() {}

    /**
     * The number that those of the topics have that must agree; absent if none is there.
     *
     * @param there numbers of partitions by topic
     * @throws TopicProblemException if they differ
     */
    static OptionalInt common(Pipeline pipeline, Map<String, Integer> there) {
        var alike = TopicSettings.partitionedAlike(pipeline).stream()
                .filter(there::containsKey)
                .toList();
        if (alike.stream().map(there::get).distinct().count() > 1) {
            throw new TopicProblemException("topics must have the same number of partitions: "
                    + alike.stream()
                            .map(topic -> "%s has %d".formatted(topic, there.get(topic)))
                            .collect(Collectors.joining(", ")));
        }
        return alike.stream().mapToInt(there::get).findFirst();
    }
}
