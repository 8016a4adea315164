package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param file that the rows are in; empty if they are generated
 * @param pipeline whose columns are the source's and whose search is to be run
 * @param nJobs ascending, without repetition, 1 first: the baseline
 * @param rounds of each process, 1 or more
 * @param repeat how many processes for each n_jobs: one of each, then the next of each
 * @param inTurn whether the processes of one turn run at once, and take turns round by round
 * @param plain whether to time a plain loop as well
 */
public record BenchNJobsOptions(
        Optional<Path> file,
        RowSource source,
        Pipeline pipeline,
        List<Integer> nJobs,
        int rounds,
        int repeat,
        boolean inTurn,
        boolean plain,
        Optional<Path> plot) {
    public BenchNJobsOptions {
        nJobs = List.copyOf(nJobs);
    }
}
