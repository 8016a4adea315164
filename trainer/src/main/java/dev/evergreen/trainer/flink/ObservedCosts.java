package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CostFormula;
import dev.evergreen.trainer.search.CostModel;
import java.util.List;

/** What a published result says of the costs of its candidates. */
final class ObservedCosts {
    private ObservedCosts() {}

    static List<CostModel.Observed> of(Pipeline pipeline, SearchResult result) {
        return result.candidates().stream()
                .flatMap(c -> c
                        .cost()
                        .map(cost -> observed(pipeline, new Candidate(c.candidate(), c.learner(), c.params()), cost))
                        .stream())
                .toList();
    }

    private static CostModel.Observed observed(Pipeline pipeline, Candidate candidate, SearchResult.MeanCost cost) {
        int rows = (int) Math.max(1, Math.round(cost.trainRows()));
        double formula = CostFormula.of(
                candidate, pipeline.label(), rows, pipeline.features().size());
        return new CostModel.Observed(candidate, formula, cost.trainRows(), cost.cpuS(), cost.allocatedBytes());
    }
}
