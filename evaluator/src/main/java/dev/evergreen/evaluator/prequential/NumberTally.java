package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import java.util.function.Consumer;

/**
 * RMSE, MAE and R2 by running means, which neither overflow nor cancel; the labels' variance after Welford, "Note on a
 * method for calculating corrected sums of squares and products" (Technometrics 4, 1962).
 */
final class NumberTally implements Tally {
    private static final int ROWS = 0;
    private static final int SQUARED_ERROR = 1;
    private static final int ABSOLUTE_ERROR = 2;
    private static final int LABEL_MEAN = 3;
    private static final int LABEL_SQUARES = 4;
    private static final int SIZE = 5;

    private final Cells cells;

    NumberTally(long scope, Consumer<Change> journal) {
        this.cells = new Cells(scope, SIZE, journal);
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
        cells.increment(ROWS);
        double error = outcome.prediction() - outcome.label();
        moveMean(SQUARED_ERROR, error * error);
        moveMean(ABSOLUTE_ERROR, Math.abs(error));
        double before = outcome.label() - cells.number(LABEL_MEAN);
        moveMean(LABEL_MEAN, outcome.label());
        double after = outcome.label() - cells.number(LABEL_MEAN);
        cells.setNumber(LABEL_SQUARES, cells.number(LABEL_SQUARES) + before * after);
    }

    @Override
    public Figures figures() {
        return ErrorFigures.of(
                rows(),
                cells.number(SQUARED_ERROR),
                cells.number(ABSOLUTE_ERROR),
                cells.number(LABEL_SQUARES) / rows());
    }

    private void moveMean(int cell, double value) {
        double mean = cells.number(cell);
        cells.setNumber(cell, mean + (value - mean) / rows());
    }
}
