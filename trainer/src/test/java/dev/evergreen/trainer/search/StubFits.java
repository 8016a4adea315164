package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.learner.NestedFit;

/** Fits that need no learner. */
final class StubFits {
    private StubFits() {}

    /** Scores one row: {@code out} is {@code [classes]}, or {@code [1]} for a number. */
    @FunctionalInterface
    interface RowScorer {
        void score(double[] row, double[] out);
    }

    /** A scorer for each candidate. */
    static NestedFit of(RowScorer... scorers) {
        return (data, rows) -> {
            int outputs = data.label() instanceof Label.Classes c ? c.classes().size() : 1;
            var row = new double[data.features().size()];
            var predictions = new double[scorers.length][rows.size() * outputs];
            for (int s = 0; s < scorers.length; s++) {
                for (int i = 0; i < rows.size(); i++) {
                    data.copyRow(rows.get(i), row);
                    var out = new double[outputs];
                    scorers[s].score(row, out);
                    System.arraycopy(out, 0, predictions[s], i * outputs, outputs);
                }
            }
            return predictions;
        };
    }
}
