package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;

/** Taken anew from all rows each time, as sums of squares that go up and down would drift: some microseconds a row. */
final class NumberWindow implements WindowFigures {
    @Override
    public void entered(Outcome outcome) {}

    @Override
    public void left(Outcome outcome) {}

    @Override
    public Figures figures(Iterable<Outcome> rows) {
        long n = 0;
        double labelMean = 0;
        double squared = 0;
        double absolute = 0;
        for (Outcome row : rows) {
            n++;
            double error = row.prediction() - row.label();
            squared += (error * error - squared) / n;
            absolute += (Math.abs(error) - absolute) / n;
            labelMean += (row.label() - labelMean) / n;
        }
        double variance = 0;
        for (Outcome row : rows) {
            double away = row.label() - labelMean;
            variance += away * away / n;
        }
        return ErrorFigures.of(n, squared, absolute, variance);
    }
}
