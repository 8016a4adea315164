package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Halving;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Plans rounds: the same search, data and round give the same plan. */
public final class Plans {
    private Plans() {}

    /** Where no change is known. */
    public static PlanResult of(Search search, TrainingData data, long round, Fitter fitter) {
        return of(search, data, round, Optional.empty(), fitter);
    }

    /**
     * Also a problem: a fold on which the refit metric is undefined, as each of its fits would fail.
     *
     * @param since when the last known change began
     */
    public static PlanResult of(Search search, TrainingData data, long round, Optional<Instant> since, Fitter fitter) {
        List<WindowPart> parts = WindowParts.of(search, data, since);
        while (true) {
            PlanResult plan = on(parts, search, data, round, fitter);
            if (plan instanceof RoundPlan || parts.isEmpty()) {
                return plan;
            }
            parts = WindowParts.withoutShortest(parts);
        }
    }

    private static PlanResult on(List<WindowPart> parts, Search search, TrainingData data, long round, Fitter fitter) {
        return switch (Splits.of(search.cv(), data, WindowParts.shortest(parts, data.rows()))) {
            case SplitResult.Problem p -> new PlanResult.Problem(p.line());
            case SplitResult.Folds f -> on(parts, search, data, round, f.folds(), fitter);
        };
    }

    private static PlanResult on(
            List<WindowPart> parts, Search search, TrainingData data, long round, List<Fold> folds, Fitter fitter) {
        for (Fold fold : folds) {
            double[] truth = fold.test().stream().mapToDouble(data::labelOf).toArray();
            Optional<String> undefined = Scores.undefined(search.refit(), truth);
            if (undefined.isPresent()) {
                return new PlanResult.Problem(
                        "fold %d of %d: %s".formatted(fold.number() + 1, folds.size(), undefined.get()));
            }
        }
        List<RoundShape.Part> shapes =
                parts.stream().map(part -> shape(part, folds, data)).toList();
        for (RoundShape.Part part : shapes) {
            if (part.trainRows().contains(0)) {
                return new PlanResult.Problem("a fold without training rows among the newest %d"
                        .formatted(part.part().rows()));
            }
        }
        List<Candidate> candidates = CandidateGrids.expand(search, parts);
        Optional<List<Rungs.Rung>> rungs = rungs(search, candidates.size(), data);
        if (rungs.isEmpty()) {
            return new PlanResult.Problem(tooFewToHalve(search, data));
        }
        var shape = new RoundShape(
                round,
                rungs.get(),
                data.rows(),
                data.features().size(),
                folds.stream().map(fold -> fold.train().size()).toList(),
                folds.stream().map(fold -> fold.test().size()).toList(),
                Optional.of(shapes).filter(some -> !some.isEmpty()));
        List<Integer> all = candidates.stream().map(Candidate::number).toList();
        return new RoundPlan(shape, candidates, folds, tasks(search, data.label(), shape, 0, all, fitter));
    }

    private static RoundShape.Part shape(WindowPart part, List<Fold> folds, TrainingData data) {
        return new RoundShape.Part(
                part,
                folds.stream()
                        .map(fold ->
                                fold.within(part.rows(), data.rows()).train().size())
                        .toList());
    }

    private static Optional<List<Rungs.Rung>> rungs(Search search, int candidates, TrainingData data) {
        return search.halving().isEmpty()
                ? Optional.of(List.of(new Rungs.Rung(candidates, data.rows())))
                : Rungs.of(search.halving().get(), candidates, data.rows(), smallest(search, data))
                        .map(Rungs::rungs);
    }

    private static int smallest(Search search, TrainingData data) {
        return Rungs.smallest(
                search.cv().folds(),
                data.label() instanceof Label.Classes c ? c.classes().size() : 1);
    }

    private static String tooFewToHalve(Search search, TrainingData data) {
        return "halving begins with %d rows, the window holds %d"
                .formatted(
                        search.halving().flatMap(Halving::minResources).orElseGet(() -> smallest(search, data)),
                        data.rows());
    }

    /**
     * What a rung fits.
     *
     * @param left numbers of the candidates that have come so far
     */
    public static List<FitTask> tasks(
            Search search, Label label, RoundShape shape, int rung, Collection<Integer> left, Fitter fitter) {
        var in = new HashSet<>(left);
        var tasks = new ArrayList<FitTask>();
        for (List<Candidate> family : fitter.families(shape.candidates(search))) {
            List<Candidate> still =
                    family.stream().filter(c -> in.contains(c.number())).toList();
            for (List<Candidate> served : fittedAtOnce(search, still)) {
                for (int fold = 0; fold < shape.folds(); fold++) {
                    // Of the family even where each is fitted by itself, so that nesting changes no score.
                    long seed = Seeds.fit(
                            search.seed(), shape.round(), family.getFirst().number(), fold);
                    tasks.add(task(shape, rung, served, fold, seed, label));
                }
            }
        }
        return tasks;
    }

    private static FitTask task(RoundShape shape, int rung, List<Candidate> served, int fold, long seed, Label label) {
        int rows = shape.trainRows(rung, fold, served.getFirst());
        Candidate dearest = CostFormula.dearest(served, label, rows, shape.columns());
        return new FitTask(
                shape.round(),
                rung,
                served.stream().map(Candidate::number).toList(),
                dearest.number(),
                fold,
                rows,
                seed,
                CostFormula.of(dearest, label, rows, shape.columns()));
    }

    /** Which candidates are served by one fit on each fold. */
    public static List<List<Candidate>> servedTogether(Search search, List<Candidate> candidates, Fitter fitter) {
        return fitter.families(candidates).stream()
                .flatMap(family -> fittedAtOnce(search, family).stream())
                .toList();
    }

    private static List<List<Candidate>> fittedAtOnce(Search search, List<Candidate> family) {
        if (family.isEmpty()) {
            return List.of();
        }
        return search.nested() ? List.of(family) : family.stream().map(List::of).toList();
    }

    /** How many rungs a round has at most, whatever parts its window has; 1 unless it halves. */
    public static int rungs(Search search) {
        int candidates = CandidateGrids.expand(search).size() * search.windows().size();
        return search.halving()
                .map(halving -> Rungs.required(halving, candidates))
                .orElse(1);
    }

    /**
     * How many fits a round has, its winner's refit aside; at most so many if it halves, or if the search has parts of the
     * window to try that not every round has.
     */
    public static int fits(Search search, Fitter fitter) {
        List<Candidate> candidates = CandidateGrids.expand(search);
        int served = servedTogether(search, candidates, fitter).size()
                * search.windows().size();
        int left = candidates.size() * search.windows().size();
        int fits = 0;
        for (int rung = 0; rung < rungs(search); rung++) {
            fits += Math.min(left, served) * search.cv().folds();
            left = search.halving().isPresent()
                    ? Math.ceilDiv(left, search.halving().get().factor())
                    : left;
        }
        return fits;
    }
}
