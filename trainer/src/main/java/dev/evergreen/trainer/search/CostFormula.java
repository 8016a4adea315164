package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Comparator;
import java.util.List;

/**
 * What a fit is expected to cost, before anything was measured. Only the ratio of two costs means anything.
 *
 * <p>{@code cost = trees * rows * columns * levels}: every tree passes each of its rows once a level, looking at so many
 * columns. {@code trees = n_estimators}, times the classes where boosting fits a tree for each; {@code rows} what
 * {@code max_samples} or {@code subsample} leaves; {@code columns} what {@code max_features} leaves; {@code levels =
 * min(max_depth, log2(rows / min_samples_leaf) + 1)}, of histogram-boosting no more than {@code log2(max_leaf_nodes) + 1}.
 * Parameters that are not given have scikit-learn's defaults.
 */
public final class CostFormula {
    private CostFormula() {}

    /** @param rows to train on, 1 or more */
    public static double of(Candidate candidate, Label label, int rows, int columns) {
        double share = number(candidate, "max_samples", 1) * number(candidate, "subsample", 1);
        double sampled = Math.max(1, share * rows);
        return trees(candidate, label) * sampled * considered(candidate, label, columns) * levels(candidate, sampled);
    }

    /** The candidate that costs most, the first of several: what a fit for all of them costs. */
    public static Candidate dearest(List<Candidate> family, Label label, int rows, int columns) {
        return family.stream()
                .min(Comparator.comparingDouble((Candidate c) -> of(c, label, rows, columns))
                        .reversed())
                .orElseThrow();
    }

    private static double trees(Candidate candidate, Label label) {
        double rounds = number(candidate, "n_estimators", adaBoost(candidate) ? 50 : 100);
        return switch (label) {
            case Label.Classes c
            when boosting(candidate) && c.classes().size() > 2 ->
                rounds * c.classes().size();
            case Label.Classes c -> rounds;
            case Label.Regression r -> rounds;
        };
    }

    private static double considered(Candidate candidate, Label label, int columns) {
        double byDefault = boosting(candidate) || adaBoost(candidate) ? columns : ofForest(label, columns);
        double asked = switch (candidate.params().get("max_features")) {
            case null -> byDefault;
            case ParameterValue.Whole w -> w.value();
            case ParameterValue.Real r -> r.value() * columns;
            case ParameterValue.Text t ->
                switch (t.value()) {
                    case "sqrt" -> Math.sqrt(columns);
                    case "log2" -> Math.log(columns) / Math.log(2);
                    case "all" -> columns;
                    default -> byDefault;
                };
            case ParameterValue.Flag f -> byDefault;
        };
        return Math.clamp(asked, 1, columns);
    }

    private static double ofForest(Label label, int columns) {
        return switch (label) {
            case Label.Classes c -> Math.sqrt(columns);
            case Label.Regression r -> columns;
        };
    }

    private static double levels(Candidate candidate, double rows) {
        double leaf = Math.max(1, number(candidate, "min_samples_leaf", ownBoosting(candidate) ? 20 : 1));
        double balanced = Math.log(Math.max(1, rows / leaf)) / Math.log(2) + 1;
        double byDefault = adaBoost(candidate) ? 1 : smilesBoosting(candidate) ? 3 : balanced;
        double byLeaves = ownBoosting(candidate) ? levelsOfLeaves(candidate) : balanced;
        return Math.clamp(Math.min(byLeaves, number(candidate, "max_depth", byDefault)), 1, balanced);
    }

    private static double levelsOfLeaves(Candidate candidate) {
        ParameterValue leaves = candidate.params().getOrDefault("max_leaf_nodes", ParameterValue.of(31));
        return leaves instanceof ParameterValue.Whole(long n)
                ? Math.log((double) n) / Math.log(2) + 1
                : Double.MAX_VALUE;
    }

    private static boolean smilesBoosting(Candidate candidate) {
        return candidate.learner().equals("gradient-boosting");
    }

    private static boolean ownBoosting(Candidate candidate) {
        return candidate.learner().equals("histogram-boosting");
    }

    private static boolean boosting(Candidate candidate) {
        return candidate.learner().endsWith("boosting");
    }

    private static boolean adaBoost(Candidate candidate) {
        return candidate.learner().equals("ada-boost");
    }

    /** A word stands for a limit that is off, or for the default. */
    private static double number(Candidate candidate, String name, double otherwise) {
        return switch (candidate.params().get(name)) {
            case null -> otherwise;
            case ParameterValue.Whole w -> w.value();
            case ParameterValue.Real r -> r.value();
            case ParameterValue.Text t -> otherwise;
            case ParameterValue.Flag f -> otherwise;
        };
    }
}
