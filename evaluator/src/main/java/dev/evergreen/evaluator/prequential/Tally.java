package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.pipeline.Label;
import java.util.function.Consumer;

/** Figures over all rows so far, in a fixed number of cells. */
sealed interface Tally permits ClassTally, NumberTally {

    static Tally over(Label label, long scope, Consumer<Change> journal) {
        return switch (label) {
            case Label.Classes c -> new ClassTally(c.classes().size(), ScoreColumns.count(c), scope, journal);
            case Label.Regression r -> new NumberTally(scope, journal);
        };
    }

    Cells cells();

    long rows();

    void add(Outcome outcome);

    Figures figures();
}
