package dev.evergreen.evaluator.champion;

import dev.evergreen.ingest.event.ModelEvent;
import java.util.List;

/** How the contest goes on, and what was decided; if anything changed the line-up has a new version. */
public record Step(Contest next, List<ModelEvent> decisions) {
    public Step {
        decisions = List.copyOf(decisions);
    }
}
