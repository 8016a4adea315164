package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CandidateGrids;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.FitResult;
import dev.evergreen.trainer.search.Ranking;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * What a round's reports add up to.
 *
 * @param winner absent if every candidate failed
 */
record RoundConclusion(List<CandidateResult> ranking, Optional<Candidate> winner) {

    /** The same whatever order the reports are in. */
    static RoundConclusion of(Search search, int folds, List<FitReport> reports) {
        List<Candidate> candidates = CandidateGrids.expand(search);
        List<FitResult> results =
                reports.stream().map(report -> result(search, report)).toList();
        List<CandidateResult> ranking = Ranking.rank(candidates, folds, results, search);
        return new RoundConclusion(ranking, Ranking.winner(ranking).map(best -> candidates.get(best.candidate())));
    }

    private static FitResult result(Search search, FitReport report) {
        FinishedFit outcome = report.outcome();
        var cost = new FitCost(outcome.wallS(), outcome.cpuS(), outcome.allocatedBytes());
        return new FitResult(
                report.request().readCandidate().number(),
                report.request().fold(),
                report.failed()
                        ? new FitOutcome.Failed(outcome.failure(), cost)
                        : new FitOutcome.Scored(scores(search, outcome), outcome.trainRows(), outcome.fitS(), cost));
    }

    private static EnumMap<Scoring, Double> scores(Search search, FinishedFit outcome) {
        var scores = new EnumMap<Scoring, Double>(Scoring.class);
        for (int i = 0; i < outcome.scores().length; i++) {
            if (!Double.isNaN(outcome.scores()[i])) {
                scores.put(search.scoring().get(i), outcome.scores()[i]);
            }
        }
        return scores;
    }
}
