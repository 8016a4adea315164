package dev.evergreen.infra.cli;

import java.util.List;

/**
 * What to fit on, and who.
 *
 * @param sizes one or more tables, ascending by their rows
 * @param seeds without repetition; each splits the rows anew and seeds the learners
 * @param rounds fits of each, the first of them cold; 1 or more
 * @param size how large the ensembles are
 */
public record BenchFitOptions(List<FitRows> sizes, List<Long> seeds, int rounds, EnsembleSize size, Contestants among) {
    public BenchFitOptions {
        sizes = List.copyOf(sizes);
        seeds = List.copyOf(seeds);
    }

    /**
     * How large the ensembles are.
     *
     * @param trees of the forest, and rounds of boosting
     * @param minSamplesLeaf of the forest
     */
    public record EnsembleSize(int trees, int minSamplesLeaf) {}
}
