package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.FitResult;
import dev.evergreen.trainer.search.Ranking;
import dev.evergreen.trainer.search.RoundShape;
import dev.evergreen.trainer.search.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rung's reports add up to, with those of the rungs before it.
 *
 * @param winner so far; absent if every candidate failed
 */
record RoundConclusion(Standing standing, Optional<Candidate> winner) {

    /** The same whatever order the reports are in. */
    static RoundConclusion of(Search search, RoundShape shape, int rung, Standing before, List<FitReport> reports) {
        List<Candidate> candidates = shape.candidates(search);
        List<FitResult> results = reports.stream()
                .flatMap(report -> results(search, report).stream())
                .toList();
        Standing standing = before.after(rung, shape, candidates, results, search);
        return new RoundConclusion(
                standing, Ranking.winner(standing.ranking()).map(best -> candidates.get(best.candidate())));
    }

    private static List<FitResult> results(Search search, FitReport report) {
        List<Candidate> served = report.request().readCandidates();
        List<FitOutcome> outcomes = FittedFold.outcomes(search.scoring(), report.outcome(), served.size());
        var results = new ArrayList<FitResult>(served.size());
        for (int i = 0; i < served.size(); i++) {
            results.add(new FitResult(served.get(i).number(), report.request().fold(), outcomes.get(i)));
        }
        return results;
    }
}
