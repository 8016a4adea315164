package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole search as a plain loop on the calling thread: what every parallel search must agree with. */
public final class SerialSearch {
    private SerialSearch() {}

    /** How a search ended. */
    public sealed interface Result {

        /**
         * Every fit was tried.
         *
         * @param fits what they say of each candidate on each fold, rung after rung
         * @param ranking best first
         */
        record Searched(RoundPlan plan, List<FitResult> fits, List<CandidateResult> ranking) implements Result {
            public Searched {
                fits = List.copyOf(fits);
                ranking = List.copyOf(ranking);
            }

            /** Absent if every candidate failed. */
            public Optional<Candidate> winner() {
                return Ranking.winner(ranking).map(w -> plan.candidates().get(w.candidate()));
            }
        }

        /** Nothing was fitted, for a reason in one line. */
        record Refused(String line) implements Result {}
    }

    /**
     * Where no change is known.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static Result run(Search search, TrainingData data, long round, Fitter fitter) throws InterruptedException {
        return run(search, data, round, Optional.empty(), fitter);
    }

    /**
     * @param since when the last known change began
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static Result run(Search search, TrainingData data, long round, Optional<Instant> since, Fitter fitter)
            throws InterruptedException {
        return switch (Plans.of(search, data, round, since, fitter)) {
            case PlanResult.Problem p -> new Result.Refused(p.line());
            case RoundPlan plan -> run(search, data, plan, fitter);
        };
    }

    private static Result run(Search search, TrainingData data, RoundPlan plan, Fitter fitter)
            throws InterruptedException {
        var runner = new FitTaskRunner(data, search, fitter);
        var fits =
                new ArrayList<FitResult>(plan.candidates().size() * plan.folds().size());
        Standing standing = Standing.BEGIN;
        List<FitTask> tasks = plan.tasks();
        for (int rung = 0; !tasks.isEmpty(); rung++) {
            var results = new ArrayList<FitResult>();
            for (FitTask task : tasks) {
                results.addAll(runner.run(plan, task));
            }
            fits.addAll(results);
            standing = standing.after(rung, plan.shape(), plan.candidates(), results, search);
            tasks = Plans.tasks(search, data.label(), plan.shape(), rung + 1, standing.left(), fitter);
        }
        return new Result.Searched(plan, fits, standing.ranking());
    }
}
