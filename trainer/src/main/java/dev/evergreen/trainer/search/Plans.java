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
    public static PlanResult of(Search search, TrainingData data, long round, Fitter fitter) {
        return switch (Splits.of(search.cv(), data)) {
            case SplitResult.Problem p -> new PlanResult.Problem(p.line());
            case SplitResult.Folds f -> of(search, data, round, f.folds(), fitter);
        };
    }

    private static PlanResult of(Search search, TrainingData data, long round, List<Fold> folds, Fitter fitter) {
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
        for (List<Candidate> family : fitter.families(candidates)) {
            for (List<Candidate> served : fittedAtOnce(search, family)) {
                for (Fold fold : folds) {
                    // Of the family even where each is fitted by itself, so that nesting changes no score.
                    long seed =
                            Seeds.fit(search.seed(), round, family.getFirst().number(), fold.number());
                    tasks.add(task(round, served, fold, seed, data));
                }
            }
        }
        return new RoundPlan(round, candidates, folds, tasks);
    }

    private static FitTask task(long round, List<Candidate> served, Fold fold, long seed, TrainingData data) {
        int rows = fold.train().size();
        int columns = data.features().size();
        Candidate dearest = CostFormula.dearest(served, data.label(), rows, columns);
        return new FitTask(
                round,
                served.stream().map(Candidate::number).toList(),
                dearest.number(),
                fold.number(),
                seed,
                CostFormula.of(dearest, data.label(), rows, columns));
    }

    /** Which candidates are served by one fit on each fold. */
    public static List<List<Candidate>> servedTogether(Search search, List<Candidate> candidates, Fitter fitter) {
        return fitter.families(candidates).stream()
                .flatMap(family -> fittedAtOnce(search, family).stream())
                .toList();
    }

    private static List<List<Candidate>> fittedAtOnce(Search search, List<Candidate> family) {
        return search.nested() ? List.of(family) : family.stream().map(List::of).toList();
    }

    /** How many fits a round has, its winner's refit aside. */
    public static int fits(Search search, Fitter fitter) {
        return servedTogether(search, CandidateGrids.expand(search), fitter).size()
                * search.cv().folds();
    }
}
