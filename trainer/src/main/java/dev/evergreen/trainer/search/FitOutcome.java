package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.resource.FitCost;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What became of a candidate in one fit, its scoring included. */
public sealed interface FitOutcome {
    /** Of the whole fit, however many candidates it served. */
    FitCost cost();

    /**
     * Fitted and scored on the test rows.
     *
     * @param scores every one finite; a metric that the test rows leave undefined is missing, never the refit metric
     * @param fitS seconds of the fit alone, whomever it served
     * @param served how many candidates it served
     */
    record Scored(Map<Scoring, Double> scores, int trainRows, double fitS, FitCost cost, int served)
            implements FitOutcome {
        public Scored {
            var ordered = new EnumMap<Scoring, Double>(Scoring.class);
            ordered.putAll(scores);
            scores = Collections.unmodifiableMap(ordered);
        }
    }

    /** Gave no scores, for a reason in one line. */
    record Failed(String reason, FitCost cost) implements FitOutcome {}
}
