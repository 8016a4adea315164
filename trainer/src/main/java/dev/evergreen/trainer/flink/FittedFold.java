package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/** What a fold's fit found for each candidate that it served, as the flat arrays of a {@link FinishedFit}, and back. */
final class FittedFold {
    private FittedFold() {}

    /** @param outcomes one for each candidate, at least one, all of the same cost */
    static FinishedFit finished(List<Scoring> scoring, List<FitOutcome> outcomes, Fold fold, long startedAt) {
        var failures = new String[outcomes.size()];
        var scores = new double[outcomes.size() * scoring.size()];
        Arrays.fill(scores, Double.NaN);
        double fitS = 0;
        boolean failed = true;
        for (int i = 0; i < failures.length; i++) {
            switch (outcomes.get(i)) {
                case FitOutcome.Failed f -> failures[i] = f.reason();
                case FitOutcome.Scored s -> {
                    failures[i] = "";
                    failed = false;
                    fitS = s.fitS();
                    for (int m = 0; m < scoring.size(); m++) {
                        scores[i * scoring.size() + m] = s.scores().getOrDefault(scoring.get(m), Double.NaN);
                    }
                }
            }
        }
        FitCost cost = outcomes.getFirst().cost();
        return new FinishedFit(
                failed ? failures[0] : "",
                failures,
                failed ? FinishedFit.NO_SCORES : scores,
                FinishedFit.NO_ARTIFACT,
                fold.train().size(),
                startedAt,
                fitS,
                cost.wallS(),
                cost.cpuS(),
                cost.allocatedBytes());
    }

    /** @param candidates that the fit served */
    static List<FitOutcome> outcomes(List<Scoring> scoring, FinishedFit fit, int candidates) {
        var cost = new FitCost(fit.wallS(), fit.cpuS(), fit.allocatedBytes());
        var outcomes = new ArrayList<FitOutcome>(candidates);
        for (int i = 0; i < candidates; i++) {
            // One that was stopped or refused says nothing of its candidates.
            String failure = fit.failures().length == 0 ? fit.failure() : fit.failures()[i];
            outcomes.add(
                    failure.isEmpty()
                            ? new FitOutcome.Scored(
                                    scores(scoring, fit, i), fit.trainRows(), fit.fitS(), cost, candidates)
                            : new FitOutcome.Failed(failure, cost));
        }
        return outcomes;
    }

    private static EnumMap<Scoring, Double> scores(List<Scoring> scoring, FinishedFit fit, int candidate) {
        var scores = new EnumMap<Scoring, Double>(Scoring.class);
        for (int m = 0; m < scoring.size(); m++) {
            double score = fit.scores()[candidate * scoring.size() + m];
            if (!Double.isNaN(score)) {
                scores.put(scoring.get(m), score);
            }
        }
        return scores;
    }
}
