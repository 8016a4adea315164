package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code n_jobs: auto} is to be measured on, and against what.
 *
 * @param file that the rows are in; empty if they are generated
 * @param source with as many rows as the largest size
 * @param pipeline whose columns are the source's and whose search is to be run
 * @param sizes of the window, ascending, without repetition
 * @param nJobs fixed values, ascending, without repetition
 * @param rounds of each process, 2 or more
 * @param burner rounds in which another process burns a core; empty if in none
 */
public record BenchAutoOptions(
        Optional<Path> file,
        RowSource source,
        Pipeline pipeline,
        List<Long> sizes,
        List<Integer> nJobs,
        int rounds,
        Optional<BurnerRounds> burner) {
    public BenchAutoOptions {
        sizes = List.copyOf(sizes);
        nJobs = List.copyOf(nJobs);
    }
}
