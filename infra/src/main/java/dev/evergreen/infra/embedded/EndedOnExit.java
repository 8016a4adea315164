package dev.evergreen.infra.embedded;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets work end in order if the process is asked to end, by Ctrl-C for instance: its thread is interrupted, and the
 * process waits until it has closed what it opened.
 */
public final class EndedOnExit {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int ATTEMPTS = 100;

    private EndedOnExit() {}

    /** Work that ends when its thread is interrupted, and closes what it opened by {@link Uninterrupted}. */
    public interface Work {
        void run() throws Exception;
    }

    /** Does the work on this thread; how it fails is of no interest once the process is asked to end. */
    public static void run(Work work) throws Exception {
        var asked = new AtomicBoolean();
        var ended = new CountDownLatch(1);
        var hook = new Thread(hook(Thread.currentThread(), asked, ended), "end-on-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } catch (Exception failed) {
            if (!asked.get()) {
                throw failed;
            }
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static Runnable hook(Thread worker, AtomicBoolean asked, CountDownLatch ended) {
        return () -> {
            asked.set(true);
            try {
                // Again and again, as libraries on the way swallow some.
                for (int i = 0; i < ATTEMPTS; i++) {
                    worker.interrupt();
                    if (ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                System.err.println("evergreen: not all is closed, and it takes too long");
            } catch (InterruptedException hurried) {
                // The process ends anyway.
            }
        };
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already.
        }
    }
}
