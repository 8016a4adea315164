package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CostFormula;
import dev.evergreen.trainer.search.CostModel;
import dev.evergreen.trainer.search.Plans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a published result says of the costs of its candidates' fits. */
final class ObservedCosts {
    private ObservedCosts() {}

    /**
     * One for each candidate: a unit of work costs the same whichever of its family's candidates it is done for, so that
     * each of them is known when it is refitted, or fitted by itself.
     */
    static List<CostModel.Observed> of(Pipeline pipeline, SearchResult result) {
        Map<Integer, CandidateResult> results =
                result.candidates().stream().collect(Collectors.toMap(CandidateResult::candidate, Function.identity()));
        List<Candidate> candidates = result.candidates().stream()
                .map(c -> new Candidate(c.candidate(), c.learner(), c.params(), c.windowPart()))
                .sorted(Comparator.comparingInt(Candidate::number))
                .toList();
        var observed = new ArrayList<CostModel.Observed>();
        for (List<Candidate> served : Plans.servedTogether(pipeline.search(), candidates, Fit.FITTER)) {
            for (Candidate candidate : served) {
                results.get(candidate.number())
                        .cost()
                        .map(SearchResult.MeanCost::ofFit)
                        .ifPresent(cost ->
                                observed.add(observed(pipeline, candidate, as(cost, served, results, pipeline), cost)));
            }
        }
        return observed;
    }

    /** Where a search halves, those that came as far as this one: the others were not served any more. */
    private static List<Candidate> as(
            SearchResult.MeanCost cost,
            List<Candidate> served,
            Map<Integer, CandidateResult> results,
            Pipeline pipeline) {
        return pipeline.search().halving().isEmpty()
                ? served
                : served.stream()
                        .filter(other -> results.get(other.number())
                                .cost()
                                .map(theirs -> theirs.trainRows() >= cost.trainRows())
                                .orElse(true))
                        .toList();
    }

    private static CostModel.Observed observed(
            Pipeline pipeline, Candidate candidate, List<Candidate> served, SearchResult.MeanCost cost) {
        int rows = (int) Math.max(1, Math.round(cost.trainRows()));
        int columns = pipeline.features().size();
        Candidate dearest = CostFormula.dearest(served, pipeline.label(), rows, columns);
        double formula = CostFormula.of(dearest, pipeline.label(), rows, columns);
        return new CostModel.Observed(candidate, formula, cost.trainRows(), cost.cpuS(), cost.allocatedBytes());
    }
}
