package dev.evergreen.ingest.event;

import java.util.List;

/**
 * A metric over the folds.
 *
 * @param std population standard deviation, as scikit-learn's {@code std_test_score}
 */
public record ScoreSummary(double mean, double std, List<Double> folds) {
    public ScoreSummary {
        folds = List.copyOf(folds);
    }

    /** @param folds one score a fold, at least one */
    public static ScoreSummary of(List<Double> folds) {
        double mean = folds.stream().mapToDouble(d -> d).sum() / folds.size();
        double variance =
                folds.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum() / folds.size();
        return new ScoreSummary(mean, Math.sqrt(variance), folds);
    }
}
