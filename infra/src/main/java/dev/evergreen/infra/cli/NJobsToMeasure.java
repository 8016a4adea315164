package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.ingest.pipeline.NJobs;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which fixed values of n_jobs to measure. */
final class NJobsToMeasure {
    /** Each job is a subtask with its own queue and thread; more of them than this measure only themselves. */
    private static final int MOST_JOBS = 128;

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            split = ",",
            description =
                    "What to measure beside 1, such as 2,4,-1; -1 is all cores (default: 2, 4, ... and all cores).")
    private List<Integer> nJobs = List.of();

    /** Ascending; always with 1, which the others are compared with. */
    List<Integer> values(int cores) {
        var values = new TreeSet<>(List.of(1));
        if (nJobs.isEmpty()) {
            for (int n = 2; n < cores && n <= MOST_JOBS; n *= 2) {
                values.add(n);
            }
            values.add(Math.min(cores, MOST_JOBS));
        }
        for (int n : nJobs) {
            values.add(resolved(n, cores));
        }
        return List.copyOf(values);
    }

    /** How many fits at once a value of the option means. */
    static int resolved(int n, int cores) {
        require(n != 0 && n <= MOST_JOBS, "--n-jobs", n, "1 to %d, -1 (all cores) or less".formatted(MOST_JOBS));
        return new NJobs(n).resolve(cores);
    }
}
