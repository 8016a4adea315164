package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ranks candidates by their mean score over the folds. The order in which outcomes came does not matter. */
public final class Ranking {
    private Ranking() {}

    /**
     * Best mean of the refit metric first, equals by number and with the same rank, candidates with a failed or missing
     * fit last, sharing the rank after the last scored one.
     *
     * @param candidates all of a search, or those that a rung of it tries
     * @param results at most one for each candidate and fold
     */
    public static List<CandidateResult> rank(
            List<Candidate> candidates, int folds, Collection<FitResult> results, Search search) {
        var outcomes = OutcomeTable.of(1 + candidates.getLast().number(), folds, results);
        var scored = new ArrayList<CandidateResult>();
        var failed = new ArrayList<CandidateResult>();
        for (Candidate candidate : candidates) {
            List<String> failures = outcomes.failures(candidate.number());
            (failures.isEmpty() ? scored : failed).add(unranked(candidate, outcomes, failures, search));
        }
        scored.sort(bestFirst(search.refit()));
        var ranked = new ArrayList<CandidateResult>(candidates.size());
        for (int i = 0; i < scored.size(); i++) {
            boolean tied = i > 0 && mean(scored.get(i), search) == mean(scored.get(i - 1), search);
            ranked.add(withRank(tied ? ranked.get(i - 1).rank() : i + 1, scored.get(i)));
        }
        failed.forEach(f -> ranked.add(withRank(scored.size() + 1, f)));
        return List.copyOf(ranked);
    }

    /** The first of a ranking, unless all failed. */
    public static Optional<CandidateResult> winner(List<CandidateResult> ranking) {
        return ranking.stream().findFirst().filter(first -> first.failures().isEmpty());
    }

    private static Comparator<CandidateResult> bestFirst(Scoring refit) {
        // 0.0 makes -0.0 and 0.0 equal, as they are to ==.
        Comparator<CandidateResult> byMean =
                Comparator.comparingDouble(c -> c.scores().get(refit).mean() + 0.0);
        return (refit.higherIsBetter() ? byMean.reversed() : byMean).thenComparingInt(CandidateResult::candidate);
    }

    private static double mean(CandidateResult result, Search search) {
        return result.scores().get(search.refit()).mean();
    }

    private static CandidateResult unranked(
            Candidate candidate, OutcomeTable outcomes, List<String> failures, Search search) {
        var summaries = new EnumMap<Scoring, ScoreSummary>(Scoring.class);
        double meanFitS = outcomes.meanFitS(candidate.number());
        if (failures.isEmpty()) {
            for (Scoring metric : search.scoring()) {
                outcomes.scores(candidate.number(), metric).ifPresent(s -> summaries.put(metric, ScoreSummary.of(s)));
            }
        }
        return new CandidateResult(
                candidate.number(),
                0,
                candidate.learner(),
                candidate.params(),
                Map.copyOf(summaries),
                meanFitS,
                outcomes.meanCost(candidate.number()),
                failures,
                candidate.windowPart());
    }

    static CandidateResult withRank(int rank, CandidateResult c) {
        return new CandidateResult(
                c.candidate(),
                rank,
                c.learner(),
                c.params(),
                c.scores(),
                c.meanFitS(),
                c.cost(),
                c.failures(),
                c.windowPart());
    }
}
