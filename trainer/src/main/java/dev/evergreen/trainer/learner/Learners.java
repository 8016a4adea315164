package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The learners that pipelines may name. */
public final class Learners {
    private final Map<String, Learner> byName = new LinkedHashMap<>();

    public Learners(List<Learner> learners) {
        for (Learner learner : learners) {
            if (byName.put(learner.name(), learner) != null) {
                throw new IllegalArgumentException("two learners are called " + learner.name());
            }
        }
    }

    /** Smile's, and Evergreen's own. */
    public static Learners standard() {
        return new Learners(List.of(
                new SmileRandomForest(),
                new SmileGradientBoosting(),
                new SmileAdaBoost(),
                HistogramLearner.randomForest(),
                HistogramLearner.extraTrees()));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public Optional<Learner> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The learner of that name.
     *
     * @throws InvalidPipelineException if there is none; its message lists those there are
     */
    public Learner require(String name) {
        return byName(name)
                .orElseThrow(() -> new InvalidPipelineException("learner", name, String.join(", ", names())));
    }

    /** As {@link #check(Search, Label, int)}. */
    public void check(Pipeline pipeline) {
        check(pipeline.search(), pipeline.label(), pipeline.features().size());
    }

    /**
     * Checks every value of every candidate before anything runs.
     *
     * @throws InvalidPipelineException for the first that is not allowed, with its path, such as
     *     {@code search.candidates[0].grid.max_depth[1]}
     */
    public void check(Search search, Label label, int features) {
        for (int i = 0; i < search.candidates().size(); i++) {
            try {
                check(search.candidates().get(i), label, features);
            } catch (InvalidPipelineException e) {
                throw e.within("search.candidates[" + i + "]");
            }
        }
    }

    private void check(CandidateGrid candidate, Label label, int features) {
        Learner learner = require(candidate.learner());
        if (!learner.supports(label)) {
            var others = byName.values().stream().filter(l -> l.supports(label)).map(Learner::name);
            throw new InvalidPipelineException(
                    "learner", learner.name(), "for this kind of label " + String.join(", ", others.toList()));
        }
        candidate.fixed().forEach((name, value) -> check(learner, label, features, "fixed." + name, name, value));
        candidate.grid().forEach((name, values) -> {
            for (int v = 0; v < values.size(); v++) {
                check(learner, label, features, "grid.%s[%d]".formatted(name, v), name, values.get(v));
            }
        });
    }

    private static void check(
            Learner learner, Label label, int features, String key, String name, ParameterValue value) {
        var spec = learner.parametersFor(label, features).stream()
                .filter(s -> s.name().equals(name))
                .findFirst();
        spec.orElseThrow(() -> new InvalidPipelineException(key, name, "one of " + Parameters.namesOf(learner)))
                .require(key, value);
    }
}
