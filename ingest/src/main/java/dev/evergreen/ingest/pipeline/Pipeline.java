package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One pipeline, as described by one YAML file.
 *
 * @param name the key of every record of this pipeline; {@link #NAME_PATTERN}
 * @param features in the order of the feature vector
 * @param labelsWithin how long features wait for their label, and a label for its features, in event time
 */
public record Pipeline(
        String name,
        List<Feature> features,
        Label label,
        Topics topics,
        Duration labelsWithin,
        Window window,
        Retrain retrain,
        Search search,
        NJobs nJobs,
        MemoryLimit maxMemory,
        Promotion promotion,
        DriftDetection drift) {

    /** Names become names of folders and topics, where one of nothing but dots is a place or refused. */
    public static final String NAME_PATTERN = "(?!\\.+$)[A-Za-z0-9._-]{1,100}";

    static final String NAMES = "letters, digits, '.', '_' and '-', not only dots, at most 100";
    public static final int MAX_FEATURES = 10_000;
    private static final Duration MAX_LABELS_WITHIN = Duration.ofDays(36_500);

    public Pipeline {
        requireName(name);
        features = List.copyOf(features);
        require(!features.isEmpty(), "features", features, "at least one feature");
        require(features.size() <= MAX_FEATURES, "features", features.size(), "at most " + MAX_FEATURES);
        var seen = features.stream().collect(Collectors.groupingBy(Feature::name, Collectors.counting()));
        for (Feature feature : features) {
            require(seen.get(feature.name()) == 1, "features", feature.name(), "each name once");
            require(!feature.name().equals(label.name()), "label.name", label.name(), "a name that no feature has");
        }
        require(labelsWithin.isPositive(), "labels_within", labelsWithin, "a positive duration");
        require(labelsWithin.compareTo(MAX_LABELS_WITHIN) <= 0, "labels_within", labelsWithin, Durations.ALLOWED);
        try {
            search.checkedFor(label).checkedFor(features);
        } catch (InvalidPipelineException e) {
            throw e.within("search");
        }
    }

    /** The record with every default filled in: what a file of {@code pipeline}, {@code features}, {@code label} means. */
    public static Pipeline of(String name, List<Feature> features, Label label) {
        // Before the topics see it, so that the complaint names the right key.
        requireName(name);
        return new Pipeline(
                name,
                features,
                label,
                new Topics(name),
                Duration.ofHours(2),
                Window.DEFAULT,
                Retrain.DEFAULT,
                Search.defaultFor(label),
                NJobs.ALL,
                MemoryLimit.DEFAULT,
                Promotion.DEFAULT,
                DriftDetection.DEFAULT);
    }

    /** The same for another name, and topics that begin with it. */
    public Pipeline named(String other) {
        var copy = new Copy(this);
        copy.name = other;
        copy.topics = new Topics(other);
        return copy.made();
    }

    public Pipeline withLabelsWithin(Duration other) {
        var copy = new Copy(this);
        copy.labelsWithin = other;
        return copy.made();
    }

    public Pipeline withWindow(Window other) {
        var copy = new Copy(this);
        copy.window = other;
        return copy.made();
    }

    public Pipeline withRetrain(Retrain other) {
        var copy = new Copy(this);
        copy.retrain = other;
        return copy.made();
    }

    public Pipeline withSearch(Search other) {
        var copy = new Copy(this);
        copy.search = other;
        return copy.made();
    }

    public Pipeline withNJobs(NJobs other) {
        var copy = new Copy(this);
        copy.nJobs = other;
        return copy.made();
    }

    public Pipeline withPromotion(Promotion other) {
        var copy = new Copy(this);
        copy.promotion = other;
        return copy.made();
    }

    public Pipeline withDrift(DriftDetection other) {
        var copy = new Copy(this);
        copy.drift = other;
        return copy.made();
    }

    /** A pipeline in the making, so that only what differs has to be named. */
    private static final class Copy {
        private String name;
        private final List<Feature> features;
        private final Label label;
        private Topics topics;
        private Duration labelsWithin;
        private Window window;
        private Retrain retrain;
        private Search search;
        private NJobs nJobs;
        private final MemoryLimit maxMemory;
        private Promotion promotion;
        private DriftDetection drift;

        private Copy(Pipeline of) {
            name = of.name;
            features = of.features;
            label = of.label;
            topics = of.topics;
            labelsWithin = of.labelsWithin;
            window = of.window;
            retrain = of.retrain;
            search = of.search;
            nJobs = of.nJobs;
            maxMemory = of.maxMemory;
            promotion = of.promotion;
            drift = of.drift;
        }

        private Pipeline made() {
            return new Pipeline(
                    name,
                    features,
                    label,
                    topics,
                    labelsWithin,
                    window,
                    retrain,
                    search,
                    nJobs,
                    maxMemory,
                    promotion,
                    drift);
        }
    }

    private static void requireName(String name) {
        require(name.matches(NAME_PATTERN), "pipeline", name, NAMES);
    }
}
