package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans rounds: the same search, data and round give the same plan. */
public final class Plans {
    private Plans() {}

    /** Also a problem: a fold on which the refit metric is undefined, as each of its fits would fail. */
    public static PlanResult of(Search search, TrainingData data, long round) {
        return switch (Splits.of(search.cv(), data)) {
            case SplitResult.Problem p -> new PlanResult.Problem(p.line());
            case SplitResult.Folds f -> of(search, data, round, f.folds());
        };
    }

    private static PlanResult of(Search search, TrainingData data, long round, List<Fold> folds) {
        for (Fold fold : folds) {
            double[] truth = fold.test().stream().mapToDouble(data::labelOf).toArray();
            Optional<String> undefined = Scores.undefined(search.refit(), truth);
            if (undefined.isPresent()) {
                return new PlanResult.Problem(
                        "fold %d of %d: %s".formatted(fold.number() + 1, folds.size(), undefined.get()));
            }
        }
        List<Candidate> candidates = CandidateGrids.expand(search);
        var tasks = new ArrayList<FitTask>(candidates.size() * folds.size());
        for (Candidate candidate : candidates) {
            for (Fold fold : folds) {
                tasks.add(new FitTask(
                        round,
                        candidate.number(),
                        fold.number(),
                        Seeds.fit(search.seed(), round, candidate.number(), fold.number()),
                        CostFormula.of(
                                candidate,
                                data.label(),
                                fold.train().size(),
                                data.features().size())));
            }
        }
        return new RoundPlan(round, candidates, folds, tasks);
    }
}
