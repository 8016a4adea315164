package dev.evergreen.trainer.search;

import java.util.List;

/**
 * One fit of a round: these candidates, which one fit serves, on that fold.
 *
 * @param candidates their numbers, ascending
 * @param dearest the one of them that costs most by itself; the fit costs as much
 * @param cost expected, in the unit of {@link CostFormula}
 */
public record FitTask(long round, List<Integer> candidates, int dearest, int fold, long seed, double cost) {
    public FitTask {
        candidates = List.copyOf(candidates);
    }
}
