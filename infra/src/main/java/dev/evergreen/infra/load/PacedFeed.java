package dev.evergreen.infra.load;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A feed on a thread of its own that sends so many rows a second, 0 at first. */
public final class PacedFeed implements AutoCloseable {
    private static final long TICK_NANOS = 2_000_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final Feed feed;
    private final FutureTask<Boolean> work = new FutureTask<>(this::run, true);
    private volatile double rowsPerSecond;
    private volatile boolean asked;
    private volatile long sent;

    public PacedFeed(Feed feed) {
        this.feed = feed;
        Thread.ofPlatform().name("feed").daemon().start(work);
    }

    /** From now on so many rows a second; what is late of a former rate is not caught up with. */
    public void pace(double rate) {
        rowsPerSecond = rate;
    }

    public long rowsSent() {
        return sent;
    }

    private void run() {
        double rate = 0;
        long begun = System.nanoTime();
        long since = 0;
        while (!asked) {
            if (rate != rowsPerSecond) {
                rate = rowsPerSecond;
                begun = System.nanoTime();
                since = 0;
            }
            long due = (long) (rate * (System.nanoTime() - begun) / 1e9);
            for (int i = 0; i < MOST_AT_ONCE && since < due; i++, since++) {
                feed.sendRow();
            }
            sent = feed.rowsSent();
            if (since >= due) {
                sleep();
            }
        }
        feed.finish();
    }

    private static void sleep() {
        try {
            TimeUnit.NANOSECONDS.sleep(TICK_NANOS);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws RuntimeException what it has failed of, if it has */
    public void requireRunning() throws InterruptedException {
        if (work.isDone()) {
            outcome();
        }
    }

    /** Sends the labels that are still to come; returns when Kafka has all. */
    public void finish() throws InterruptedException {
        asked = true;
        outcome();
    }

    private void outcome() throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        asked = true;
        feed.close();
    }
}
