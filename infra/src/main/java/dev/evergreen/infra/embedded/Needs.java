package dev.evergreen.infra.embedded;

import dev.evergreen.infra.embedded.Parts.Part;
import dev.evergreen.infra.kafka.Need;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a part does at Kafka, and nothing more: the least rights with which it works. SECURITY.md has them as a table.
 *
 * @param deployment tells it from others on the same cluster
 */
record Needs(Part part, List<Pipeline> pipelines, String deployment) {

    /** For messages, and in the names of what it has of its own. */
    String name() {
        return switch (part) {
            case INGEST -> "ingest";
            case TRAINER -> "trainer";
            case EVALUATOR -> "evaluator";
        };
    }

    /** The topics that must be there, each once. */
    List<String> topics() {
        return pipelines.stream()
                .map(Pipeline::topics)
                .flatMap(t -> Stream.concat(reads(t).stream(), writes(t).stream()))
                .distinct()
                .toList();
    }

    List<Need> all() {
        var needs = new ArrayList<Need>();
        for (Pipeline pipeline : pipelines) {
            reads(pipeline.topics()).forEach(t -> needs.add(new Need.OnTopic(t, AclOperation.READ)));
            writes(pipeline.topics()).forEach(t -> needs.add(new Need.OnTopic(t, AclOperation.WRITE)));
            changelogs(pipeline).forEach(topic -> own(topic, needs));
            repartitioned(pipeline).forEach(topic -> {
                own(topic, needs);
                needs.add(new Need.OnTopic(topic, AclOperation.DELETE));
            });
        }
        needs.add(new Need.InGroup(id()));
        needs.add(new Need.InTransactions(id()));
        return needs;
    }

    private static void own(String topic, List<Need> needs) {
        needs.add(new Need.MakeTopic(topic));
        needs.add(new Need.OnTopic(topic, AclOperation.READ));
        needs.add(new Need.OnTopic(topic, AclOperation.WRITE));
    }

    /** The group, what transactional ids begin with, and what the names of topics of its own begin with. */
    private String id() {
        return "evergreen-%s-%s".formatted(name(), deployment);
    }

    private List<String> reads(Topics t) {
        return switch (part) {
            case INGEST -> List.of(t.features(), t.labels());
            case TRAINER -> List.of(t.labeled(), t.control(), t.searches());
            case EVALUATOR -> List.of(t.features(), t.labeled(), t.control(), t.models(), t.champions());
        };
    }

    private List<String> writes(Topics t) {
        return switch (part) {
            case INGEST -> List.of(t.labeled(), t.rejected());
            case TRAINER -> List.of(t.models(), t.searches(), t.resourceMetrics(), t.rejected());
            case EVALUATOR ->
                List.of(t.predictions(), t.evaluations(), t.champions(), t.modelEvents(), t.drift(), t.control());
        };
    }

    private Stream<String> changelogs(Pipeline pipeline) {
        return switch (part) {
            case INGEST -> Stream.of("waiting").map(store -> changelog(pipeline, store));
            case TRAINER -> Stream.empty();
            case EVALUATOR ->
                Stream.of("answers", "figures", "contest", "drift").map(store -> changelog(pipeline, store));
        };
    }

    private Stream<String> repartitioned(Pipeline pipeline) {
        return switch (part) {
            case INGEST, TRAINER -> Stream.empty();
            case EVALUATOR -> Stream.of("%s-%s-joined-repartition".formatted(id(), pipeline.name()));
        };
    }

    private String changelog(Pipeline pipeline, String store) {
        return "%s-%s-%s-changelog".formatted(id(), pipeline.name(), store);
    }
}
