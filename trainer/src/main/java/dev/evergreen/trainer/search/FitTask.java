package dev.evergreen.trainer.search;

/**
 * One fit of a round: this candidate on that fold.
 *
 * @param cost expected, in the unit of {@link CostFormula}
 */
public record FitTask(long round, int candidate, int fold, long seed, double cost) {}
