package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.trainer.resource.ComputeBudget;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the subtasks of a job share within one process: the compute budget, and each window once, however many fit on it.
 *
 * <p>This holds the one static map of the project: subtasks of a process have nothing else in common. The last subtask to
 * leave takes the job's entry with it.
 */
final class SharedInProcess implements AutoCloseable {
    private static final Map<String, SharedInProcess> BY_JOB = new HashMap<>();

    private final String job;
    private final ComputeBudget budget;
    private final SharedWindows windows = new SharedWindows();
    private int users;

    private SharedInProcess(String job, int nJobs, int cores) {
        this.job = job;
        this.budget = ComputeBudget.of(nJobs, cores);
    }

    /**
     * Joins the job's share, or makes it.
     *
     * @param job what names the job in this process
     * @param nJobs computations at once, but not more than {@code cores}
     */
    static SharedInProcess join(String job, int nJobs, int cores) {
        synchronized (BY_JOB) {
            SharedInProcess shared = BY_JOB.computeIfAbsent(job, key -> new SharedInProcess(key, nJobs, cores));
            shared.users++;
            return shared;
        }
    }

    ComputeBudget budget() {
        return budget;
    }

    /** See {@link SharedWindows#window}. */
    SharedWindows.Loaded window(String root, String name, Cv cv) throws IOException, InterruptedException {
        return windows.window(root, name, cv);
    }

    @Override
    public void close() {
        synchronized (BY_JOB) {
            if (--users == 0) {
                BY_JOB.remove(job);
            }
        }
    }
}
