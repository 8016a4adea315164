package dev.evergreen.evaluator.prequential;

import java.util.Optional;

/** Agreement of predictions and labels, from exact counts. */
final class Kappa {
    private Kappa() {}

    static Optional<Double> accuracy(long rows, long correct) {
        return rows == 0 ? Optional.empty() : Optional.of((double) correct / rows);
    }

    /**
     * Cohen's kappa, {@code (po - pe) / (1 - pe)} with {@code po = correct / n} and {@code pe = chance / n^2} (Cohen, 1960);
     * absent when chance alone agrees always. Exact in the counts up to three billion rows.
     *
     * @param chance over the classes, the sum of labels of the class times predictions of the class
     */
    static Optional<Double> kappa(long rows, long correct, long chance) {
        long never = rows * rows - chance;
        return never == 0 ? Optional.empty() : Optional.of((double) (rows * correct - chance) / never);
    }
}
