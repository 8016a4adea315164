package dev.evergreen.ingest.join;

import java.util.List;
import java.util.stream.Stream;

/** What a message or the clock does to an id. */
public record Step(List<Outcome> outcomes, JoinState next) {
    public Step {
        outcomes = List.copyOf(outcomes);
    }

    static Step to(JoinState next, Outcome... outcomes) {
        return new Step(List.of(outcomes), next);
    }

    Step after(Step earlier) {
        return new Step(
                Stream.concat(earlier.outcomes.stream(), outcomes.stream()).toList(), next);
    }
}
