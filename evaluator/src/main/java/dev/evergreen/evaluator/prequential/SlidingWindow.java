package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.pipeline.Label;
import java.util.ArrayDeque;

/** The newest rows, whichever model answered them. */
final class SlidingWindow {
    private final int capacity;
    private final WindowFigures figures;
    private final ArrayDeque<Outcome> rows = new ArrayDeque<>();

    SlidingWindow(Label label, int capacity) {
        this.capacity = capacity;
        this.figures = WindowFigures.over(label);
    }

    void add(Outcome outcome) {
        if (rows.size() == capacity) {
            figures.left(rows.removeFirst());
        }
        rows.addLast(outcome);
        figures.entered(outcome);
    }

    Figures figures() {
        return figures.figures(rows);
    }
}
