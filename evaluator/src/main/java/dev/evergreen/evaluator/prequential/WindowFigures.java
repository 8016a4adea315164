package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.pipeline.Label;

/** Figures over the rows of a window, exact after each change. */
sealed interface WindowFigures permits ClassWindow, NumberWindow {

    static WindowFigures over(Label label) {
        return switch (label) {
            case Label.Classes c -> new ClassWindow(c.classes().size(), ScoreColumns.count(c));
            case Label.Regression r -> new NumberWindow();
        };
    }

    void entered(Outcome outcome);

    void left(Outcome outcome);

    /** @param rows those that entered and did not leave, oldest first */
    Figures figures(Iterable<Outcome> rows);
}
