package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;

/**
 * What to compare.
 *
 * @param pipeline whose columns are the source's and whose search is to be run
 * @param nJobs ascending, without repetition
 * @param rounds warm ones of ours, 1 or more
 */
public record BenchSearchOptions(
        RowSource source, Pipeline pipeline, List<Integer> nJobs, int rounds, Contestants against) {
    public BenchSearchOptions {
        nJobs = List.copyOf(nJobs);
    }
}
