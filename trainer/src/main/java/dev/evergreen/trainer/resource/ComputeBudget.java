package dev.evergreen.trainer.resource;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets at most so many computations run at once, in the order in which they asked. One instance is to be shared by all
 * that compute in a process. Thread-safe.
 */
public final class ComputeBudget {
    private final int limit;
    private final Semaphore permits;

    private ComputeBudget(int limit) {
        this.limit = limit;
        this.permits = new Semaphore(limit, true);
    }

    /** Allows {@code min(nJobs, cores)}, both 1 or more. */
    public static ComputeBudget of(int nJobs, int cores) {
        if (nJobs < 1 || cores < 1) {
            throw new IllegalArgumentException("n_jobs %d and cores %d must be 1 or more".formatted(nJobs, cores));
        }
        return new ComputeBudget(Math.min(nJobs, cores));
    }

    /** How many may compute at once. */
    public int limit() {
        return limit;
    }

    /** How many compute now. */
    public int inUse() {
        return limit - permits.availablePermits();
    }

    /**
     * Waits for a turn, which lasts until the permit is closed. Never ask again while holding one.
     *
     * @throws InterruptedException if interrupted while waiting; then there is nothing to close
     */
    public Permit acquire() throws InterruptedException {
        long askedAt = System.nanoTime();
        permits.acquire();
        return new Permit(permits, (System.nanoTime() - askedAt) / 1e9);
    }

    /** Runs {@code work} on the calling thread when it is its turn. */
    public <T> T call(Callable<T> work) throws Exception {
        try (var permit = acquire()) {
            return work.call();
        }
    }

    /** A turn; closing it again does nothing. */
    public static final class Permit implements AutoCloseable {
        private final Semaphore permits;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final double queueWaitS;

        private Permit(Semaphore permits, double queueWaitS) {
            this.permits = permits;
            this.queueWaitS = queueWaitS;
        }

        /** Seconds from asking to getting it. */
        public double queueWaitS() {
            return queueWaitS;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                permits.release();
            }
        }
    }
}
