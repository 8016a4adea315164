package dev.evergreen.trainer.learner;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that fits run on. It is the worker of a fork-join pool of one, so that a parallel stream inside a fit
 * stays on it and never reaches the common pool. What is called through it runs wholly on that thread: time and
 * allocation of a fit can be measured from inside the call.
 */
public final class FitThread implements AutoCloseable {
    private final ForkJoinPool pool;

    /** @param name the thread's name */
    public FitThread(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        // At most one thread, come what may: no spare one where the pool believes that its worker is blocked.
        this.pool = new ForkJoinPool(
                1, p -> new Worker(p, name, loader), null, false, 1, 1, 0, _ -> true, 60, TimeUnit.SECONDS);
    }

    /** Whether the calling thread is one on which a parallel stream stays on that thread. */
    public static boolean isCurrent() {
        ForkJoinPool pool = ForkJoinTask.getPool();
        return pool != null && !pool.equals(ForkJoinPool.commonPool()) && pool.getParallelism() == 1;
    }

    /**
     * Runs a task on the fit thread and waits for it. Calls from several threads run one after another.
     *
     * @throws InterruptedException if the caller was interrupted: the task then is as well, and has ended
     * @throws Exception what the task throws
     */
    public <T> T call(Callable<T> task) throws Exception {
        var run = new Run<>(task);
        pool.execute(run);
        return run.await();
    }

    /** Runs a task on the fit thread after those that were handed over before. The task reports by itself. */
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** As {@link #call}, on the calling thread where that will do. */
    static <T> T callHereOrAside(Callable<T> task) throws Exception {
        if (isCurrent()) {
            return task.call();
        }
        try (var thread = new FitThread("fit")) {
            return thread.call(task);
        }
    }

    /** Interrupts what runs and forgets what waits, without waiting for it to end. */
    public void interrupt() {
        pool.shutdownNow();
    }

    /** As {@link #interrupt}, and returns when the thread has ended, or is about to. */
    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool, String name, ClassLoader loader) {
            super(null, pool, true);
            setName(name);
            setContextClassLoader(loader);
        }
    }

    /** One task on its way: it is interrupted only while it runs, never the one after it. */
    private static final class Run<T> implements Runnable {
        private final Callable<T> task;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private Thread runner;
        private boolean abandoned;

        Run(Callable<T> task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!begin()) {
                result.cancel(false);
                return;
            }
            T value = null;
            Throwable failure = null;
            try {
                value = task.call();
            } catch (Throwable t) {
                failure = t;
            }
            end();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }

        private synchronized boolean begin() {
            runner = abandoned ? null : Thread.currentThread();
            return !abandoned;
        }

        private synchronized void end() {
            runner = null;
            // Whoever asked to stop was meant for this task.
            Thread.interrupted();
        }

        private synchronized void abandon() {
            abandoned = true;
            if (runner != null) {
                runner.interrupt();
            }
        }

        T await() throws Exception {
            try {
                return result.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Exception exception -> throw exception;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                abandon();
                // Not before the task has ended: what it uses belongs to the caller.
                result.handle((_, _) -> null).join();
                throw e;
            }
        }
    }
}
