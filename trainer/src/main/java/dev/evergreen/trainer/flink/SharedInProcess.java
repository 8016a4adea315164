package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.trainer.learner.TimeLimit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.Path;

/**
 * What the subtasks of a job share within one process: the threads that fit, and each window once, however many fit on it.
 *
 * <p>This holds the one static map of the project: subtasks of a process have nothing else in common. The last subtask to
 * leave takes the job's entry with it.
 */
final class SharedInProcess implements AutoCloseable {
    private static final Map<String, SharedInProcess> BY_JOB = new HashMap<>();

    private final String job;
    private final FitPool pool;
    private final TimeLimit timeLimit = new TimeLimit();
    private final Map<String, FinishedFits> finished = new ConcurrentHashMap<>();
    private final RoundWatch watch = new RoundWatch();
    private final SharedWindows windows = new SharedWindows();
    private int users;

    private SharedInProcess(String job, int nJobs, int cores) {
        this.job = job;
        this.pool = new FitPool("fit", Math.min(nJobs, cores), new LostFits());
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

    RoundWatch watch() {
        return watch;
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

    /** See {@link SharedWindows#window}. */
    SharedWindows.Loaded window(String root, String name, Cv cv, int testedAmong)
            throws IOException, InterruptedException {
        return windows.window(root, name, cv, testedAmong);
    }

    /** The last to leave ends the threads. */
    @Override
    public void close() throws InterruptedException {
        synchronized (BY_JOB) {
            if (--users > 0) {
                return;
            }
            BY_JOB.remove(job);
        }
        pool.close();
        timeLimit.close();
        watch.close();
    }
}
