package dev.evergreen.trainer.search;

import java.util.List;

/**
 * One fit of a round: these candidates, which one fit serves, on that fold.
 *
 * @param rung 0, or a later one of a search that halves
 * @param candidates their numbers, ascending
 * @param dearest the one of them that costs most by itself; the fit costs as much
 * @param trainRows how many of the fold's training rows it takes
 * @param cost expected, in the unit of {@link CostFormula}
 */
public record FitTask(
        long round, int rung, List<Integer> candidates, int dearest, int fold, int trainRows, long seed, double cost) {
    public FitTask {
        candidates = List.copyOf(candidates);
    }
}
