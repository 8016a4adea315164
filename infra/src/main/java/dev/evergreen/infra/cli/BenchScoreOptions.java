package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import java.util.List;

/**
 * What to measure.
 *
 * @param source of all rows
 * @param fitted how many of them, the first, the forest is fitted on; the others are scored
 * @param depth levels of splits that a tree may have
 * @param batches rows a call; 1 for single rows
 * @param seconds for each system and batch, twice: with and without a clock around each call
 */
public record BenchScoreOptions(
        RowSource source, int fitted, int trees, int depth, long seed, List<Integer> batches, double seconds) {
    public BenchScoreOptions {
        batches = List.copyOf(batches);
    }
}
