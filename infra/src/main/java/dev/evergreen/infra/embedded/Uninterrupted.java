package dev.evergreen.infra.embedded;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Does what must not be cut short, on a thread of its own: an engine stopped halfway leaves files and threads. */
public final class Uninterrupted {
    /** Work to be done to its end. */
    public interface Work {
        void run() throws Exception;
    }

    private Uninterrupted() {}

    /** Returns when the work is done; an interrupt meanwhile stands afterwards. */
    public static void run(Work work) throws Exception {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Returns what the work brings; an interrupt meanwhile stands afterwards. */
    public static <T> T call(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().name("uninterrupted").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw failed.getCause() instanceof Exception cause ? cause : failed;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
