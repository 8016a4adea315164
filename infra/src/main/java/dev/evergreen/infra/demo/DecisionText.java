package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.ResourceMetric.Decision;

/** What {@code n_jobs: auto} decided, in one line such as {@code n_jobs 1 -> 2: …}. */
final class DecisionText {
    private DecisionText() {}

    static String of(Decision decision) {
        String change = decision.nJobsAfter() == decision.nJobsBefore() ? "" : " -> " + decision.nJobsAfter();
        return "n_jobs %d%s: %s".formatted(decision.nJobsBefore(), change, decision.reason());
    }
}
