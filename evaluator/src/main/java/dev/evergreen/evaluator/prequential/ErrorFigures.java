package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import java.util.Optional;

/** The figures of a regression, from means over its rows. */
final class ErrorFigures {
    private ErrorFigures() {}

    /**
     * RMSE is the root of the mean squared error, R2 is {@code 1 - mean squared error / variance of the labels}.
     *
     * @param labelVariance population variance; R2 is absent when it is 0
     */
    static Figures of(long rows, double meanSquaredError, double meanAbsoluteError, double labelVariance) {
        if (rows == 0) {
            return none(0);
        }
        return new Figures(
                rows,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                finite(Math.sqrt(meanSquaredError)),
                finite(meanAbsoluteError),
                labelVariance > 0 ? finite(1 - meanSquaredError / labelVariance) : Optional.empty());
    }

    private static Figures none(long rows) {
        return new Figures(
                rows,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
}
