package dev.evergreen.evaluator.prequential;

import java.util.Optional;
import java.util.function.IntFunction;

/** The mean over the columns whose figure is defined; absent if none is. */
final class MacroAverage {
    private MacroAverage() {}

    static Optional<Double> of(int columns, IntFunction<Optional<Double>> figure) {
        double sum = 0;
        int defined = 0;
        for (int c = 0; c < columns; c++) {
            Optional<Double> value = figure.apply(c);
            if (value.isPresent()) {
                sum += value.get();
                defined++;
            }
        }
        return defined == 0 ? Optional.empty() : Optional.of(sum / defined);
    }
}
