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
        Promotion promotion) {

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
                Promotion.DEFAULT);
    }

    /** The same for another name, and topics that begin with it. */
    public Pipeline named(String other) {
        return new Pipeline(
                other,
                features,
                label,
                new Topics(other),
                labelsWithin,
                window,
                retrain,
                search,
                nJobs,
                maxMemory,
                promotion);
    }

    public Pipeline withWindow(Window other) {
        return new Pipeline(
                name, features, label, topics, labelsWithin, other, retrain, search, nJobs, maxMemory, promotion);
    }

    public Pipeline withRetrain(Retrain other) {
        return new Pipeline(
                name, features, label, topics, labelsWithin, window, other, search, nJobs, maxMemory, promotion);
    }

    public Pipeline withSearch(Search other) {
        return new Pipeline(
                name, features, label, topics, labelsWithin, window, retrain, other, nJobs, maxMemory, promotion);
    }

    public Pipeline withNJobs(NJobs other) {
        return new Pipeline(
                name, features, label, topics, labelsWithin, window, retrain, search, other, maxMemory, promotion);
    }

    public Pipeline withPromotion(Promotion other) {
        return new Pipeline(
                name, features, label, topics, labelsWithin, window, retrain, search, nJobs, maxMemory, other);
    }

    private static void requireName(String name) {
        require(name.matches(NAME_PATTERN), "pipeline", name, NAMES);
    }
}
