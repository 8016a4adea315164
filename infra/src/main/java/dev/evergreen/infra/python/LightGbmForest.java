package dev.evergreen.infra.python;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.learner.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Our forests in LightGBM's mode {@code rf}. It draws rows without replacement, so that a bootstrap is the share of
 * distinct rows that one has; it grows leaf by leaf, with as many leaves as the depth and the rows allow. It reserves
 * memory for each leaf that it may grow: more than the rows can fill would cost it time and change no tree.
 */
public final class LightGbmForest implements Counterpart {
    private static final List<String> LEARNERS = List.of("random-forest", "histogram-forest");

    /** The most that LightGBM takes. */
    private static final long MOST_LEAVES = 131_072;

    private static final int DEEPEST_OF_MOST_LEAVES = 17;

    /** Of rows drawn with replacement: 1 - 1/e. */
    private static final double DISTINCT = 0.632;

    /** Those that say nothing else than LightGBM does anyhow. */
    private static final Map<String, Set<ParameterValue>> MEANT_ANYHOW = Map.of(
            "criterion", Set.of(ParameterValue.of("auto"), ParameterValue.of("squared_error")),
            "bootstrap", Set.of(ParameterValue.of(true)),
            "min_samples_split", Set.of(ParameterValue.of(2)));

    @Override
    public String estimator(String learner, Label label) {
        if (!LEARNERS.contains(learner)) {
            throw new InvalidPipelineException("learner", learner, "with lightgbm " + String.join(", ", LEARNERS));
        }
        return switch (label) {
            case Label.Classes _ -> "LGBMClassifier";
            case Label.Regression _ -> "LGBMRegressor";
        };
    }

    @Override
    public Map<String, ParameterValue> fixed(long seed) {
        return Map.of(
                "boosting_type", ParameterValue.of("rf"),
                "subsample_freq", ParameterValue.of(1),
                "min_child_weight", ParameterValue.of(0.0),
                "n_jobs", ParameterValue.of(1),
                "random_state", ParameterValue.of(ScikitForest.unsigned(seed)),
                "verbosity", ParameterValue.of(-1));
    }

    @Override
    public Map<String, ParameterValue> params(Map<String, ParameterValue> given, Label label, int features, int rows) {
        var params = new TreeMap<String, ParameterValue>(Map.of(
                "subsample", ParameterValue.of(DISTINCT),
                "min_child_samples", ParameterValue.of(1),
                "feature_fraction_bynode", share(ParameterValue.of("auto"), label, features)));
        given.forEach((name, value) -> {
            switch (name) {
                case "n_estimators", "class_weight" -> params.put(name, value);
                case "min_samples_leaf" -> params.put("min_child_samples", value);
                case "max_features" -> params.put("feature_fraction_bynode", share(value, label, features));
                case "max_samples" -> params.put("subsample", drawn(value));
                case "max_depth", "max_leaf_nodes" -> {
                    // Said together, below.
                }
                default -> {
                    if (!MEANT_ANYHOW.getOrDefault(name, Set.of()).contains(value)) {
                        throw new InvalidPipelineException(name, value, "with lightgbm what it does by default");
                    }
                }
            }
        });
        params.remove("class_weight", ParameterValue.of(Parameters.NONE));
        long depth = limit(given, "max_depth");
        long leaves = limit(given, "max_leaf_nodes");
        params.put("max_depth", ParameterValue.of(depth == Long.MAX_VALUE ? -1 : depth));
        params.put(
                "num_leaves",
                ParameterValue.of(
                        Math.min(leaves, Math.min(leavesAt(depth), leavesOf(rows, params.get("min_child_samples"))))));
        return params;
    }

    /** LightGBM wants two at least. */
    private static long leavesOf(int rows, ParameterValue rowsALeaf) {
        return rowsALeaf instanceof ParameterValue.Whole(long least) ? Math.max(2, rows / Math.max(1, least)) : rows;
    }

    private static long leavesAt(long depth) {
        return depth >= DEEPEST_OF_MOST_LEAVES ? MOST_LEAVES : 1L << depth;
    }

    private static long limit(Map<String, ParameterValue> given, String name) {
        return given.get(name) instanceof ParameterValue.Whole(long n) ? n : Long.MAX_VALUE;
    }

    private static ParameterValue drawn(ParameterValue share) {
        boolean all = share.equals(ParameterValue.of(1)) || share.equals(ParameterValue.of(1.0));
        return all ? ParameterValue.of(DISTINCT) : share;
    }

    /** Of the features: what a count is of all. */
    private static ParameterValue share(ParameterValue value, Label label, int features) {
        return switch (value) {
            case ParameterValue.Whole(long n) -> ParameterValue.of(Math.min(1.0, (double) n / features));
            case ParameterValue.Real _, ParameterValue.Flag _ -> value;
            case ParameterValue.Text(String word) ->
                switch (word) {
                    case "sqrt" -> ParameterValue.of(Math.floor(Math.sqrt(features)) / features);
                    case "log2" ->
                        ParameterValue.of(Math.max(1, Math.floor(Math.log(features) / Math.log(2))) / features);
                    case "auto" ->
                        switch (label) {
                            case Label.Classes _ -> share(ParameterValue.of("sqrt"), label, features);
                            case Label.Regression _ -> ParameterValue.of(1.0);
                        };
                    default -> ParameterValue.of(1.0);
                };
        };
    }
}
