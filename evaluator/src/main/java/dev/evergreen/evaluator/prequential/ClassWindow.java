package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts go up and down with the rows, in whole numbers: nothing drifts. */
final class ClassWindow implements WindowFigures {
    private final long[] labels;
    private final long[] predictions;
    private final ExactAuc[] aucs;
    private long rows;
    private long correct;

    ClassWindow(int classes, int columns) {
        labels = new long[classes];
        predictions = new long[classes];
        aucs = IntStream.range(0, columns).mapToObj(c -> new ExactAuc()).toArray(ExactAuc[]::new);
    }

    @Override
    public void entered(Outcome outcome) {
        count(outcome, 1);
        int label = (int) outcome.label();
        for (int c = 0; c < aucs.length; c++) {
            aucs[c].add(outcome.score(c), ScoreColumns.positive(c, aucs.length, label));
        }
    }

    @Override
    public void left(Outcome outcome) {
        count(outcome, -1);
        int label = (int) outcome.label();
        for (int c = 0; c < aucs.length; c++) {
            aucs[c].remove(outcome.score(c), ScoreColumns.positive(c, aucs.length, label));
        }
    }

    @Override
    public Figures figures(Iterable<Outcome> inOrder) {
        long chance = 0;
        for (int k = 0; k < labels.length; k++) {
            chance += labels[k] * predictions[k];
        }
        return new Figures(
                rows,
                Kappa.accuracy(rows, correct),
                Kappa.kappa(rows, correct, chance),
                MacroAverage.of(aucs.length, c -> aucs[c].value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void count(Outcome outcome, int by) {
        rows += by;
        correct += outcome.label() == outcome.prediction() ? by : 0;
        labels[(int) outcome.label()] += by;
        predictions[(int) outcome.prediction()] += by;
    }
}
