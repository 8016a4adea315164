package dev.evergreen.infra.python;

import static java.util.stream.Collectors.joining;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.learner.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Our forests in scikit-learn, whose names they have: {@code none} is left out, since {@code None} is the default there,
 * and {@code all} is 1.0.
 */
public final class ScikitForest implements Counterpart {
    private static final Map<String, String> ESTIMATORS = new TreeMap<>(Map.of(
            "random-forest", "RandomForest",
            "histogram-forest", "RandomForest",
            "extra-trees", "ExtraTrees"));

    private static final List<String> SAME = List.of(
            "bootstrap",
            "class_weight",
            "criterion",
            "max_depth",
            "max_features",
            "max_leaf_nodes",
            "max_samples",
            "min_samples_leaf",
            "min_samples_split",
            "n_estimators",
            "oob_score");

    private static final List<String> CRITERIA = List.of("gini", "entropy", "log_loss", "squared_error");

    @Override
    public String estimator(String learner, Label label) {
        return Optional.ofNullable(ESTIMATORS.get(learner))
                .map(name -> name
                        + switch (label) {
                            case Label.Classes _ -> "Classifier";
                            case Label.Regression _ -> "Regressor";
                        })
                .orElseThrow(() -> new InvalidPipelineException(
                        "learner", learner, "with scikit-learn " + String.join(", ", ESTIMATORS.keySet())));
    }

    @Override
    public Map<String, ParameterValue> fixed(long seed) {
        return Map.of("n_jobs", ParameterValue.of(1), "random_state", ParameterValue.of(unsigned(seed)));
    }

    /** Python's libraries take 31 bits. */
    static long unsigned(long seed) {
        return seed & Integer.MAX_VALUE;
    }

    @Override
    public Map<String, ParameterValue> params(Map<String, ParameterValue> given, Label label, int features, int rows) {
        var params = new TreeMap<String, ParameterValue>();
        given.forEach((name, value) -> {
            if (!SAME.contains(name)) {
                throw new InvalidPipelineException(
                        name, value, SAME.stream().collect(joining(", ", "with scikit-learn ", "")));
            }
            value(name, value, label).ifPresent(v -> params.put(name, v));
        });
        return params;
    }

    /** Empty for what is the default there. */
    private static Optional<ParameterValue> value(String name, ParameterValue value, Label label) {
        return switch (value) {
            case ParameterValue.Text(String word) when word.equals(Parameters.NONE) -> Optional.empty();
            case ParameterValue.Text(String word)
            when name.equals("max_features") -> Optional.of(maxFeatures(word, label));
            case ParameterValue.Text(String word) when name.equals("criterion") -> criterion(word);
            // All rows are drawn in both: a count of them would be 1.
            case ParameterValue.Whole(long all) when name.equals("max_samples") && all == 1 -> Optional.empty();
            case ParameterValue.Whole _, ParameterValue.Real _, ParameterValue.Flag _, ParameterValue.Text _ ->
                Optional.of(value);
        };
    }

    private static ParameterValue maxFeatures(String word, Label label) {
        return switch (word) {
            case "all" -> ParameterValue.of(1.0);
            case "auto" ->
                switch (label) {
                    case Label.Classes _ -> ParameterValue.of("sqrt");
                    case Label.Regression _ -> ParameterValue.of(1.0);
                };
            default -> ParameterValue.of(word);
        };
    }

    private static Optional<ParameterValue> criterion(String word) {
        if (word.equals("auto")) {
            return Optional.empty();
        }
        if (!CRITERIA.contains(word)) {
            throw new InvalidPipelineException(
                    "criterion", word, "with scikit-learn auto, " + String.join(", ", CRITERIA));
        }
        return Optional.of(ParameterValue.of(word));
    }
}
