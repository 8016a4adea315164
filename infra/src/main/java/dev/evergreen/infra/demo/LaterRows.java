package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.LabelValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tallies the answers to the rows from one on: what comes before it is a cold start, which strategies share. */
final class LaterRows {
    /** Where published figures for streams begin to count. */
    static final long FIRST = 2_000;

    private long rows;
    private long numbers;
    private long correct;
    private double squares;
    private final Map<LabelValue, Long> labels = new HashMap<>();
    private final Map<LabelValue, Long> predictions = new HashMap<>();

    /** @param row its index in the source, from 0 */
    void add(long row, Evaluation evaluation) {
        if (row < FIRST || evaluation.prediction().isEmpty()) {
            return;
        }
        rows++;
        LabelValue prediction = evaluation.prediction().get();
        if (evaluation.label() instanceof LabelValue.OfNumber(double label)
                && prediction instanceof LabelValue.OfNumber(double answer)) {
            numbers++;
            squares += (answer - label) * (answer - label);
            return;
        }
        labels.merge(evaluation.label(), 1L, Long::sum);
        predictions.merge(prediction, 1L, Long::sum);
        if (prediction.equals(evaluation.label())) {
            correct++;
        }
    }

    Figures figures() {
        if (rows == 0) {
            return new Figures(Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (numbers > 0) {
            return new Figures(Optional.empty(), Optional.empty(), Optional.of(Math.sqrt(squares / numbers)));
        }
        long chance = labels.entrySet().stream()
                .mapToLong(label -> label.getValue() * predictions.getOrDefault(label.getKey(), 0L))
                .sum();
        long never = rows * rows - chance;
        return new Figures(
                Optional.of((double) correct / rows),
                never == 0 ? Optional.empty() : Optional.of((double) (rows * correct - chance) / never),
                Optional.empty());
    }

    /** @param kappa Cohen's; absent where chance alone agrees always */
    record Figures(Optional<Double> accuracy, Optional<Double> kappa, Optional<Double> rmse) {}
}
