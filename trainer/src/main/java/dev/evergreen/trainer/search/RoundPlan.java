package dev.evergreen.trainer.search;

import java.util.List;

/**
 * All that a round has to fit, or the first rung of a search that halves.
 *
 * @param candidates by number
 * @param folds by number
 * @param tasks every candidate on every fold, by family, then fold
 */
public record RoundPlan(RoundShape shape, List<Candidate> candidates, List<Fold> folds, List<FitTask> tasks)
        implements PlanResult {
    public RoundPlan {
        candidates = List.copyOf(candidates);
        folds = List.copyOf(folds);
        tasks = List.copyOf(tasks);
    }

    public long round() {
        return shape.round();
    }

    /** The tasks' expected costs, {@code [tasks]}. */
    public double[] costs() {
        return tasks.stream().mapToDouble(FitTask::cost).toArray();
    }
}
