package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Accuracy and kappa exactly, ROC AUC by bins. Of the confusion matrix only the diagonal's sum and the margins are kept:
 * kappa needs no more, and a thousand classes would make a million cells.
 */
final class ClassTally implements Tally {
    private static final int ROWS = 0;
    private static final int CORRECT = 1;
    private static final int MARGINS = 2;

    private final int classes;
    private final int columns;
    private final Cells cells;

    ClassTally(int classes, int columns, long scope, Consumer<Change> journal) {
        this.classes = classes;
        this.columns = columns;
        this.cells = new Cells(scope, MARGINS + 2 * classes + 2 * columns * BinnedAuc.BINS, journal);
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public long rows() {
        return cells.count(ROWS);
    }

    @Override
    public void add(Outcome outcome) {
        int label = (int) outcome.label();
        int prediction = (int) outcome.prediction();
        cells.increment(ROWS);
        if (label == prediction) {
            cells.increment(CORRECT);
        }
        cells.increment(MARGINS + label);
        cells.increment(MARGINS + classes + prediction);
        for (int c = 0; c < columns; c++) {
            int bins = ScoreColumns.positive(c, columns, label) ? positives(c) : negatives(c);
            cells.increment(bins + BinnedAuc.bin(outcome.score(c)));
        }
    }

    @Override
    public Figures figures() {
        long chance = 0;
        for (int k = 0; k < classes; k++) {
            chance += cells.count(MARGINS + k) * cells.count(MARGINS + classes + k);
        }
        return new Figures(
                rows(),
                Kappa.accuracy(rows(), cells.count(CORRECT)),
                Kappa.kappa(rows(), cells.count(CORRECT), chance),
                MacroAverage.of(columns, c -> BinnedAuc.value(cells, negatives(c), positives(c))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** How far the ROC AUC may lie from the exact one: the largest of the columns' bounds. */
    double rocAucErrorBound() {
        double bound = 0;
        for (int c = 0; c < columns; c++) {
            bound = Math.max(bound, BinnedAuc.errorBound(cells, negatives(c), positives(c)));
        }
        return bound;
    }

    private int negatives(int column) {
        return MARGINS + 2 * classes + 2 * column * BinnedAuc.BINS;
    }

    private int positives(int column) {
        return negatives(column) + BinnedAuc.BINS;
    }
}
