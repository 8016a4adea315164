package dev.evergreen.ingest.event;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A metric over the folds.
 *
 * @param std population standard deviation, as scikit-learn's {@code std_test_score}
 */
public record ScoreSummary(double mean, double std, List<Double> folds) {
    public ScoreSummary {
        folds = List.copyOf(folds);
    }

    /**
     * Of finite scores mean and deviation are finite, too, however large they are.
     *
     * @param folds one score a fold, at least one
     */
    public static ScoreSummary of(List<Double> folds) {
        // A power of two changes no digit, and no sum or square of what is below two overflows.
        int exponent = Math.getExponent(scores(folds).map(Math::abs).max().orElseThrow());
        double mean = mean(scores(folds).map(score -> Math.scalb(score, -exponent)));
        double variance = mean(scores(folds)
                .map(score -> Math.scalb(score, -exponent) - mean)
                .map(deviation -> deviation * deviation));
        return new ScoreSummary(unscaled(mean, exponent), unscaled(Math.sqrt(variance), exponent), folds);
    }

    private static DoubleStream scores(List<Double> folds) {
        return folds.stream().mapToDouble(d -> d);
    }

    private static double mean(DoubleStream numbers) {
        return numbers.average().orElseThrow();
    }

    /** Rounding may have carried it just beyond the largest number. */
    private static double unscaled(double scaled, int exponent) {
        return Math.clamp(Math.scalb(scaled, exponent), -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
