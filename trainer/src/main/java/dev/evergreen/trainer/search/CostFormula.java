package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;

/**
 * What a fit is expected to cost, before anything was measured. Only the ratio of two costs means anything.
 *
 * <p>{@code cost = trees * rows * columns * levels}: every tree passes each of its rows once a level, looking at so many
 * columns. {@code levels = min(max_depth, log2(rows / min_samples_leaf) + 1)}, {@code columns} is what
 * {@code max_features} leaves, {@code trees = n_estimators}, times the classes where boosting fits one tree a class.
 */
public final class CostFormula {
    private static final int DEFAULT_TREES = 100;

    private CostFormula() {}

    /** @param rows to train on, 1 or more */
    public static double of(Candidate candidate, Label label, int rows, int columns) {
        return trees(candidate, label) * rows * considered(candidate, label, columns) * levels(candidate, rows);
    }

    private static double trees(Candidate candidate, Label label) {
        double rounds = number(candidate, "n_estimators", DEFAULT_TREES);
        return switch (label) {
            case Label.Classes c
            when candidate.learner().endsWith("boosting") && c.classes().size() > 2 ->
                rounds * c.classes().size();
            case Label.Classes c -> rounds;
            case Label.Regression r -> rounds;
        };
    }

    private static double considered(Candidate candidate, Label label, int columns) {
        var value = candidate.params().get("max_features");
        double asked = switch (value) {
            case null -> candidate.learner().endsWith("forest") ? ofForest(label, columns) : columns;
            case ParameterValue.Whole w -> w.value();
            case ParameterValue.Real r -> r.value() * columns;
            case ParameterValue.Text t when t.value().equals("sqrt") -> Math.sqrt(columns);
            case ParameterValue.Text t when t.value().equals("log2") -> Math.log(columns) / Math.log(2);
            case ParameterValue.Text t -> columns;
            case ParameterValue.Flag f -> columns;
        };
        return Math.clamp(asked, 1, columns);
    }

    private static double ofForest(Label label, int columns) {
        return switch (label) {
            case Label.Classes c -> Math.sqrt(columns);
            case Label.Regression r -> columns;
        };
    }

    private static double levels(Candidate candidate, int rows) {
        double leaf = Math.max(1, number(candidate, "min_samples_leaf", 1));
        double balanced = Math.log(Math.max(1, rows / leaf)) / Math.log(2) + 1;
        return Math.clamp(number(candidate, "max_depth", balanced), 1, balanced);
    }

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
