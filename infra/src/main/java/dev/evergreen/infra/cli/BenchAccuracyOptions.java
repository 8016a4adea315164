package dev.evergreen.infra.cli;

import java.util.List;

/**
 * What to learn from, and how often.
 *
 * @param sets one or more tables, each with a name of its own
 * @param seeds without repetition; each splits the rows anew and seeds the learners
 * @param size how large the ensembles are
 */
public record BenchAccuracyOptions(
        List<FitRows> sets, List<Long> seeds, BenchFitOptions.EnsembleSize size, Contestants among) {
    public BenchAccuracyOptions {
        sets = List.copyOf(sets);
        seeds = List.copyOf(seeds);
    }
}
