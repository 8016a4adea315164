package dev.evergreen.evaluator.prequential;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The definitions, word for word and slowly: what the incremental figures must equal. */
public final class FromScratch {
    private FromScratch() {}

    public static double accuracy(List<Outcome> rows) {
        return (double) rows.stream().filter(r -> r.label() == r.prediction()).count() / rows.size();
    }

    public static Optional<Double> kappa(List<Outcome> rows, int classes) {
        double n = rows.size();
        double[][] confusion = new double[classes][classes];
        rows.forEach(r -> confusion[(int) r.label()][(int) r.prediction()]++);
        double observed = 0;
        double expected = 0;
        for (int k = 0; k < classes; k++) {
            observed += confusion[k][k] / n;
            double row = 0;
            double column = 0;
            for (int j = 0; j < classes; j++) {
                row += confusion[k][j] / n;
                column += confusion[j][k] / n;
            }
            expected += row * column;
        }
        return 1 - expected < 1e-12 ? Optional.empty() : Optional.of((observed - expected) / (1 - expected));
    }

    public static Optional<Double> rocAuc(List<Outcome> rows, int column, int positive) {
        double ordered = 0;
        long pairs = 0;
        for (Outcome p : rows) {
            for (Outcome n : rows) {
                if (p.label() == positive && n.label() != positive) {
                    pairs++;
                    ordered += p.score(column) > n.score(column) ? 1 : p.score(column) == n.score(column) ? 0.5 : 0;
                }
            }
        }
        return pairs == 0 ? Optional.empty() : Optional.of(ordered / pairs);
    }

    /** One against the rest, the mean over the classes for which it is defined. */
    public static Optional<Double> macroRocAuc(List<Outcome> rows, int classes) {
        double sum = 0;
        int defined = 0;
        for (int k = 0; k < classes; k++) {
            var auc = rocAuc(rows, k, k);
            sum += auc.orElse(0.0);
            defined += auc.isPresent() ? 1 : 0;
        }
        return defined == 0 ? Optional.empty() : Optional.of(sum / defined);
    }

    public static double mean(List<Outcome> rows, ToDoubleFunction<Outcome> of) {
        return rows.stream().mapToDouble(of).sum() / rows.size();
    }
}
