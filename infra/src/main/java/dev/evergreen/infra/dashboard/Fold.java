package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Turns records of topics, one by one, into what there is to show of some pipelines. Bytes that are not what their topic is
 * for, or speak of another pipeline, are counted and change nothing else. Not thread-safe.
 */
final class Fold {
    private final Map<String, PipelineState> pipelines = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /** What a topic's records do. */
    private record Entry(PipelineState state, Reader reader) {}

    private interface Reader {
        /** @return whether the record was one of the pipeline's */
        boolean take(byte[] value) throws MalformedArtifactException;
    }

    /** @param shown no two of one name or prefix, at least one */
    Fold(List<Pipeline> shown) {
        for (Pipeline pipeline : shown) {
            var state = new PipelineState(pipeline);
            pipelines.put(pipeline.name(), state);
            readers(state, pipeline.topics()).forEach((topic, reader) -> entries.put(topic, new Entry(state, reader)));
        }
    }

    private static Map<String, Reader> readers(PipelineState state, Topics topics) {
        return Map.of(
                topics.evaluations(), json(state, Evaluation.class, Evaluation::pipeline, state::evaluated),
                topics.searches(), json(state, SearchResult.class, SearchResult::pipeline, state::ended),
                topics.resourceMetrics(), json(state, ResourceMetric.class, ResourceMetric::pipeline, state::costed),
                topics.modelEvents(), json(state, ModelEvent.class, ModelEvent::pipeline, state::happened),
                topics.champions(), json(state, Lineup.class, Lineup::pipeline, state::answers),
                topics.rejected(), json(state, Reject.class, Reject::pipeline, state::rejected),
                drift(topics), json(state, DriftNotice.class, DriftNotice::pipeline, state::drifted),
                topics.models(), bytes -> published(state, bytes));
    }

    private static <T> Reader json(
            PipelineState state, Class<T> type, Function<T, String> pipeline, Consumer<T> handler) {
        return bytes -> {
            T entry = requireFinite(Json.read(bytes, type, Limits.MODEL));
            boolean ours = pipeline.apply(entry).equals(state.name());
            if (ours) {
                handler.accept(entry);
            }
            return ours;
        };
    }

    /** A number such as 1e999 is read as infinite, and could not be shown. */
    private static <T> T requireFinite(T entry) {
        Json.write(entry);
        return entry;
    }

    private static boolean published(PipelineState state, byte[] bytes) throws MalformedArtifactException {
        var model = ModelFile.decode(bytes, Limits.MODEL);
        boolean ours = model.manifest().pipeline().equals(state.name());
        if (ours) {
            state.published(model);
        }
        return ours;
    }

    /** A topic that need not be there. */
    private static String drift(Topics topics) {
        return topics.prefix() + ".drift";
    }

    /** All that is read; some need not be there. */
    Set<String> topics() {
        return Set.copyOf(entries.keySet());
    }

    /** In the order in which they were given. */
    List<String> pipelines() {
        return List.copyOf(pipelines.keySet());
    }

    /** @return the name of the pipeline of which there is something new to show */
    String accept(String topic, byte[] value) {
        Entry entry = entries.get(topic);
        try {
            if (!entry.reader().take(value)) {
                entry.state().unreadable();
            }
        } catch (MalformedArtifactException | RuntimeException foreign) {
            // Whatever stands on a topic, a null within a list for instance, must not end the reading of it.
            entry.state().unreadable();
        }
        return entry.state().name();
    }

    /**
     * All of a pipeline.
     *
     * @param pipeline one of {@link #pipelines}
     * @param behind records that are not read yet
     * @param problem why nothing new is read
     */
    Board board(String pipeline, long behind, Optional<String> problem) {
        return pipelines.get(pipeline).board(pipelines(), behind, problem);
    }
}
