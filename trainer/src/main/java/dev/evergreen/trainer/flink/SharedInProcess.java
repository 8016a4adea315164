package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.resource.ComputeBudget;
import dev.evergreen.trainer.window.TrainingWindow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.Path;

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
    private final Map<Path, CompletableFuture<TrainingWindow>> windows = new ConcurrentHashMap<>();
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

    /** The window in that file; the first to ask loads it, the others wait. A pipeline's older windows are let go. */
    TrainingWindow window(Path file) throws IOException {
        var mine = new CompletableFuture<TrainingWindow>();
        CompletableFuture<TrainingWindow> first = windows.putIfAbsent(file, mine);
        if (first == null) {
            windows.keySet()
                    .removeIf(other -> !other.equals(file) && other.getParent().equals(file.getParent()));
            load(file, mine);
        }
        try {
            return (first == null ? mine : first).join();
        } catch (CompletionException failed) {
            throw new IOException("cannot load the training window " + file, failed.getCause());
        }
    }

    private void load(Path file, CompletableFuture<TrainingWindow> into) {
        try {
            into.complete(SnapshotFiles.read(file));
        } catch (IOException | RuntimeException failed) {
            windows.remove(file);
            into.completeExceptionally(failed);
        }
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
