package dev.evergreen.infra.bench;

import dev.evergreen.trainer.artifact.EnsembleScorer;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.SmileReference;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.stream.IntStream;

/** The contestants: each has the rows in the form that it likes best, made before any clock runs. */
final class ScoringSystems {
    static final String EVERGREEN = "evergreen";
    static final String PLAIN = "plain-ensemble";
    static final String SMILE = "smile";

    private ScoringSystems() {}

    static List<ScoringSystem> of(TreeEnsemble model, SmileReference smile, TrainingData rows) {
        double[][] lines = IntStream.range(0, rows.rows())
                .mapToObj(row -> {
                    var values = new double[model.features()];
                    rows.copyRow(row, values);
                    return values;
                })
                .toArray(double[][]::new);
        double[][] columns = IntStream.range(0, model.features())
                .mapToObj(f -> IntStream.range(0, rows.rows())
                        .mapToDouble(row -> rows.value(f, row))
                        .toArray())
                .toArray(double[][]::new);
        SmileReference.Scorer theirs = smile.of(rows);
        return List.of(
                new Batched(EnsembleScorer.of(model), lines, columns),
                new RowByRow(PLAIN, model.outputs(), (row, out) -> model.score(lines[row], out)),
                new RowByRow(SMILE, model.outputs(), theirs));
    }

    private static final class Batched implements ScoringSystem {
        private final EnsembleScorer scorer;
        private final double[][] lines;
        private final double[][] columns;

        Batched(EnsembleScorer scorer, double[][] lines, double[][] columns) {
            this.scorer = scorer;
            this.lines = lines;
            this.columns = columns;
        }

        @Override
        public String name() {
            return EVERGREEN;
        }

        @Override
        public void score(int row, double[] out) {
            scorer.score(lines[row], out);
        }

        @Override
        public void score(int from, int rows, double[] out) {
            scorer.score(columns, from, rows, out);
        }
    }

    /** Without a way of its own for many rows. */
    private record RowByRow(String name, int outputs, SmileReference.Scorer scorer) implements ScoringSystem {
        @Override
        public void score(int row, double[] out) {
            scorer.score(row, out);
        }

        @Override
        public void score(int from, int rows, double[] out) {
            var answer = new double[outputs];
            for (int row = 0; row < rows; row++) {
                scorer.score(from + row, answer);
                System.arraycopy(answer, 0, out, row * outputs, outputs);
            }
        }
    }
}
