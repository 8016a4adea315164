package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
                HistogramLearner.extraTrees(),
                new HistogramBoostingLearner()));
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

    /** As {@link #check(Search, Label, int)}; also that all take missing values where a feature may lack them. */
    public void check(Pipeline pipeline) {
        check(pipeline.search(), pipeline.label(), pipeline.features().size());
        Optional<Feature> lacking =
                pipeline.features().stream().filter(Feature::mayBeMissing).findFirst();
        for (int i = 0;
                lacking.isPresent() && i < pipeline.search().candidates().size();
                i++) {
            Learner learner = require(pipeline.search().candidates().get(i).learner());
            if (!learner.takesMissing()) {
                throw new InvalidPipelineException(
                        "search.candidates[" + i + "].learner",
                        learner.name(),
                        "where '%s' may be missing %s".formatted(lacking.get().name(), names(Learner::takesMissing)));
            }
        }
    }

    private String names(Predicate<Learner> which) {
        return byName.values().stream().filter(which).map(Learner::name).collect(Collectors.joining(", "));
    }

    /**
     * Checks every value of every candidate before anything runs; of distributions both ends.
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
            throw new InvalidPipelineException(
                    "learner", learner.name(), "for this kind of label " + names(l -> l.supports(label)));
        }
        candidate.fixed().forEach((name, value) -> check(learner, label, features, "fixed." + name, name, value));
        candidate.grid().forEach((name, values) -> {
            for (int v = 0; v < values.size(); v++) {
                check(learner, label, features, "grid.%s[%d]".formatted(name, v), name, values.get(v));
            }
        });
        candidate
                .random()
                .ifPresent(random -> random.distributions().forEach((name, distribution) -> {
                    String key = "distributions." + name;
                    check(spec(learner, label, features, key, name), key, distribution);
                }));
        learner.checkTogether(candidate);
    }

    private static void check(
            Learner learner, Label label, int features, String key, String name, ParameterValue value) {
        spec(learner, label, features, key, name).require(key, value);
    }

    private static ParameterSpec spec(Learner learner, Label label, int features, String key, String name) {
        return learner.parametersFor(label, features).stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidPipelineException(key, name, "one of " + Parameters.namesOf(learner)));
    }

    /** What a parameter takes are intervals: between two ends of one kind that it takes it takes everything. */
    private static void check(ParameterSpec spec, String key, Distribution distribution) {
        switch (distribution) {
            case Distribution.Choices(List<ParameterValue> values) -> {
                for (int v = 0; v < values.size(); v++) {
                    spec.require("%s[%d]".formatted(key, v), values.get(v));
                }
            }
            case Distribution.Randint(long low, long high) -> {
                spec.require(key + ".randint[0]", ParameterValue.of(low));
                if (spec.accept(ParameterValue.of(high - 1)).isEmpty()) {
                    throw new InvalidPipelineException(
                            key + ".randint[1]", high, spec.describeAllowed() + "; randint stays below this end");
                }
            }
            case Distribution.Uniform(double low, double high) -> checkEnds(spec, key + ".uniform", low, high);
            case Distribution.Loguniform(double low, double high) -> checkEnds(spec, key + ".loguniform", low, high);
        }
    }

    private static void checkEnds(ParameterSpec spec, String key, double low, double high) {
        spec.require(key + "[0]", ParameterValue.of(low));
        spec.require(key + "[1]", ParameterValue.of(high));
    }
}
