package dev.evergreen.trainer.learner;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops work that takes too long by interrupting its thread, from a thread of its own that all work of a process shares.
 * Thread-safe.
 */
public final class TimeLimit implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    public TimeLimit() {
        clock = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().name("fit-time-limit").daemon().unstarted(task));
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Works on the calling thread.
     *
     * @throws TimeoutException if the limit passed and the work stopped for it
     * @throws InterruptedException if someone else interrupted the thread
     */
    public <T> T call(Duration limit, Callable<T> work) throws Exception {
        var watched = new Watched(Thread.currentThread());
        ScheduledFuture<?> alarm = clock.schedule(watched::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.call();
        } catch (InterruptedException stopped) {
            if (watched.end()) {
                throw new TimeoutException("stopped after its time limit of " + limit.toMillis() / 1e3 + " s");
            }
            throw stopped;
        } finally {
            alarm.cancel(false);
            watched.end();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One piece of work: it is interrupted only while it runs, never what comes after it on the same thread. */
    private static final class Watched {
        private final Thread thread;
        private boolean expired;
        private boolean ended;

        Watched(Thread thread) {
            this.thread = thread;
        }

        synchronized void expire() {
            if (!ended) {
                expired = true;
                thread.interrupt();
            }
        }

        /** Whether it had expired before. */
        synchronized boolean end() {
            if (!ended && expired) {
                Thread.interrupted();
            }
            ended = true;
            return expired;
        }
    }
}
