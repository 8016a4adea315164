package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.trainer.learner.TimeLimit;
import dev.evergreen.trainer.search.FitTaskRunner;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.search.SplitResult;
import dev.evergreen.trainer.search.Splits;
import dev.evergreen.trainer.window.TrainingWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.fs.Path;

/**
 * What the subtasks of a job share within one process: the threads that fit, and each window once, however many fit on it.
 *
 * <p>This holds the one static map of the project: subtasks of a process have nothing else in common. The last subtask to
 * leave takes the job's entry with it.
 */
final class SharedInProcess implements AutoCloseable {
    private static final Map<String, SharedInProcess> BY_JOB = new HashMap<>();

    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    /** A window as every fit of its round sees it. */
    record Loaded(TrainingWindow window, SplitResult splits) {
        Fold fold(int number) {
            return switch (splits) {
                case SplitResult.Folds folds -> folds.folds().get(number);
                case SplitResult.Problem problem -> throw new IllegalStateException("planned, yet: " + problem.line());
            };
        }
    }

    private final String job;
    private final FitPool pool;
    private final TimeLimit timeLimit = new TimeLimit();
    private final Map<String, FinishedFits> finished = new ConcurrentHashMap<>();
    private final Map<Path, CompletableFuture<Loaded>> windows = new ConcurrentHashMap<>();
    private int users;

    private SharedInProcess(String job, int nJobs, int cores) {
        this.job = job;
        this.pool = new FitPool("fit", Math.min(nJobs, cores));
    }

    /**
     * Joins the job's share, or makes it.
     *
     * @param job what names the job in this process
     * @param nJobs fits at once, but not more than {@code cores}
     */
    static SharedInProcess join(String job, int nJobs, int cores) {
        synchronized (BY_JOB) {
            SharedInProcess shared = BY_JOB.computeIfAbsent(job, key -> new SharedInProcess(key, nJobs, cores));
            shared.users++;
            return shared;
        }
    }

    FitPool pool() {
        return pool;
    }

    TimeLimit timeLimit() {
        return timeLimit;
    }

    /** The finished fits of a window's round; what there is in its folder is looked up once. */
    FinishedFits finished(String root, String snapshot) {
        Path folder = FinishedFits.folder(root, snapshot);
        finished.keySet().removeIf(other -> isOlder(other, folder));
        return finished.computeIfAbsent(folder.toString(), _ -> FinishedFits.of(root, snapshot));
    }

    private static boolean isOlder(String other, Path folder) {
        var path = new Path(other);
        return !path.equals(folder) && path.getParent().equals(folder.getParent());
    }

    /**
     * A window and its folds; the first to ask loads them, the others wait. A pipeline's older windows are let go.
     *
     * @throws IOException if the file cannot be read, in one line
     */
    Loaded window(String root, String name, Cv cv) throws IOException, InterruptedException {
        Path file = SnapshotFiles.path(root, name);
        var mine = new CompletableFuture<Loaded>();
        CompletableFuture<Loaded> first = windows.putIfAbsent(file, mine);
        if (first == null) {
            windows.keySet()
                    .removeIf(other -> !other.equals(file) && other.getParent().equals(file.getParent()));
            load(file, cv, mine);
        }
        try {
            return (first == null ? mine : first).get();
        } catch (ExecutionException failed) {
            throw new IOException(
                    "the window %s cannot be read: %s".formatted(name, FitTaskRunner.reason(failed.getCause())),
                    failed.getCause());
        }
    }

    /** Whatever goes wrong, nobody waits for this load for ever, and the next to ask may try again. */
    private void load(Path file, Cv cv, CompletableFuture<Loaded> into) throws InterruptedException {
        for (int attempt = 1; !into.isDone(); attempt++) {
            try {
                TrainingWindow window = SnapshotFiles.read(file);
                into.complete(new Loaded(window, Splits.of(cv, window.data())));
            } catch (IOException failed) {
                if (attempt == ATTEMPTS) {
                    windows.remove(file);
                    into.completeExceptionally(failed);
                } else {
                    Thread.sleep(BETWEEN_ATTEMPTS);
                }
            } catch (RuntimeException | Error failed) {
                windows.remove(file);
                into.completeExceptionally(failed);
            }
        }
    }

    /** The last to leave ends the threads. */
    @Override
    public void close() {
        synchronized (BY_JOB) {
            if (--users > 0) {
                return;
            }
            BY_JOB.remove(job);
        }
        pool.close();
        timeLimit.close();
    }
}
