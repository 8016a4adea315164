package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchFitOptions.EnsembleSize;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.LightGbmForest;
import dev.evergreen.infra.python.ScikitForest;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One forest and one boosting for each system, with parameters that mean the same. */
final class FitEntries {
    private static final ParameterValue LEARNING_RATE = ParameterValue.of(0.1);
    private static final ParameterValue LEAVES = ParameterValue.of(31);
    private static final ParameterValue ROWS_A_LEAF = ParameterValue.of(20);

    /** The most that Smile takes: leaves alone limit its trees, as those of others. */
    private static final ParameterValue DEEP = ParameterValue.of(500);

    private FitEntries() {}

    /** In Java, by the names of {@code Learners}. */
    static List<FitEntry> inJava(EnsembleSize size, Contestants among) {
        var entries = List.of(
                entry(Contestants.EVERGREEN, "histogram-forest", FitEntry.FOREST, forest(size)),
                entry(Contestants.EVERGREEN, "histogram-boosting", FitEntry.BOOSTING, boosting(size)),
                entry(Contestants.SMILE, "random-forest", FitEntry.FOREST, forest(size)),
                entry(
                        Contestants.SMILE,
                        "gradient-boosting",
                        FitEntry.BOOSTING,
                        with(boosting(size), Map.of("max_depth", DEEP))));
        return entries.stream().filter(entry -> among.has(entry.system())).toList();
    }

    private static FitEntry entry(String system, String learner, String kind, Map<String, ParameterValue> params) {
        return new FitEntry(system, learner, kind, learner, params);
    }

    static Map<String, ParameterValue> forest(EnsembleSize size) {
        return Map.of(
                "n_estimators", ParameterValue.of(size.trees()),
                "min_samples_leaf", ParameterValue.of(size.minSamplesLeaf()));
    }

    static Map<String, ParameterValue> boosting(EnsembleSize size) {
        return Map.of(
                "n_estimators", ParameterValue.of(size.trees()),
                "learning_rate", LEARNING_RATE,
                "max_leaf_nodes", LEAVES,
                "min_samples_leaf", ROWS_A_LEAF);
    }

    /** In Python, by the names of the library. */
    static List<FitEntry> inPython(Library library, EnsembleSize size, long seed, Label label, int features, int rows) {
        var counterpart = switch (library) {
            case SCIKIT_LEARN -> new ScikitForest();
            case LIGHTGBM -> new LightGbmForest();
        };
        String estimator = counterpart.estimator("random-forest", label);
        var forest = with(counterpart.params(forest(size), label, features, rows), counterpart.fixed(seed));
        var state = Map.of("random_state", counterpart.fixed(seed).get("random_state"));
        return switch (library) {
            case SCIKIT_LEARN ->
                List.of(
                        new FitEntry(library.key(), estimator, FitEntry.FOREST, estimator, forest),
                        scikitBoosting(size, seed, label));
            case LIGHTGBM ->
                List.of(
                        new FitEntry(library.key(), "rf", FitEntry.FOREST, estimator, forest),
                        new FitEntry(
                                library.key(),
                                "gbdt",
                                FitEntry.BOOSTING,
                                estimator,
                                with(lightGbmBoosting(size), state)));
        };
    }

    /** scikit-learn's histogram boosting. */
    static FitEntry scikitBoosting(EnsembleSize size, long seed, Label label) {
        String estimator = "HistGradientBoosting"
                + switch (label) {
                    case Label.Classes _ -> "Classifier";
                    case Label.Regression _ -> "Regressor";
                };
        Map<String, ParameterValue> params = Map.of(
                "random_state",
                new ScikitForest().fixed(seed).get("random_state"),
                "max_iter",
                ParameterValue.of(size.trees()),
                "learning_rate",
                LEARNING_RATE,
                "max_leaf_nodes",
                LEAVES,
                "min_samples_leaf",
                ROWS_A_LEAF,
                "early_stopping",
                ParameterValue.of(false));
        return new FitEntry(Library.SCIKIT_LEARN.key(), estimator, FitEntry.BOOSTING, estimator, params);
    }

    private static Map<String, ParameterValue> lightGbmBoosting(EnsembleSize size) {
        return Map.of(
                "n_estimators",
                ParameterValue.of(size.trees()),
                "learning_rate",
                LEARNING_RATE,
                "num_leaves",
                LEAVES,
                "min_child_samples",
                ROWS_A_LEAF,
                "n_jobs",
                ParameterValue.of(1),
                "verbosity",
                ParameterValue.of(-1));
    }

    static Map<String, ParameterValue> with(Map<String, ParameterValue> some, Map<String, ParameterValue> more) {
        var all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }
}
