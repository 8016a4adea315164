package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores predictions, with scikit-learn 1.9's meaning of each metric. O(n log n). */
public final class Scores {
    private Scores() {}

    /**
     * The metrics that {@code truth} leaves defined; see {@link #undefined}.
     *
     * @param scoring metrics that fit the label
     * @param truth {@code [rows]}; class codes, or numbers
     * @param predictions {@code [rows x classes]}, row by row, of probabilities; or {@code [rows]} of numbers. All finite.
     */
    public static Map<Scoring, Double> compute(
            Collection<Scoring> scoring, Label label, double[] truth, double[] predictions) {
        var scores = new EnumMap<Scoring, Double>(Scoring.class);
        switch (label) {
            case Label.Classes c -> {
                var votes = ClassVotes.of(c.classes().size(), truth, predictions);
                scoring.forEach(s -> classScore(s, votes, truth, predictions).ifPresent(v -> scores.put(s, v)));
            }
            case Label.Regression r ->
                scoring.forEach(s -> numberScore(s, truth, predictions).ifPresent(v -> scores.put(s, v)));
        }
        return scores;
    }

    /** Why a metric says nothing about such test rows, whatever is predicted; empty if it does. */
    public static Optional<String> undefined(Scoring metric, double[] truth) {
        if (truth.length == 0) {
            return Optional.of(metric.key() + " is undefined: no test rows");
        }
        if (metric == Scoring.ROC_AUC && allEqual(truth)) {
            return Optional.of("roc_auc is undefined: only one class in the test fold");
        }
        if (metric == Scoring.R2 && truth.length < 2) {
            return Optional.of("r2 is undefined: only one row in the test fold");
        }
        return Optional.empty();
    }

    private static boolean allEqual(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static OptionalDouble classScore(Scoring metric, ClassVotes votes, double[] truth, double[] probabilities) {
        if (undefined(metric, truth).isPresent()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (metric) {
                    case ACCURACY -> votes.accuracy();
                    case BALANCED_ACCURACY -> votes.balancedAccuracy();
                    case F1 -> votes.f1();
                    case MATTHEWS -> votes.matthews();
                    case ROC_AUC -> RocAuc.of(votes.classes(), truth, probabilities);
                    case LOG_LOSS -> LogLoss.of(votes.classes(), truth, probabilities);
                    case RMSE, MAE, R2 -> throw notFor(metric, "classes");
                });
    }

    private static OptionalDouble numberScore(Scoring metric, double[] truth, double[] predicted) {
        if (undefined(metric, truth).isPresent()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (metric) {
                    case RMSE -> Math.sqrt(NumberErrors.squared(truth, predicted) / truth.length);
                    case MAE -> NumberErrors.absolute(truth, predicted) / truth.length;
                    case R2 -> NumberErrors.r2(truth, predicted);
                    case ACCURACY, BALANCED_ACCURACY, F1, ROC_AUC, LOG_LOSS, MATTHEWS ->
                        throw notFor(metric, "numbers");
                });
    }

    private static IllegalArgumentException notFor(Scoring metric, String what) {
        return new IllegalArgumentException(metric.key() + " is not for " + what);
    }
}
