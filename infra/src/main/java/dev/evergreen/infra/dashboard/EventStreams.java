package dev.evergreen.infra.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The pages that look at once: not too many, and none that has stopped reading. */
final class EventStreams implements AutoCloseable {
    static final int MOST = 20;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final BoardFeed feed;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MOST);
    private final Map<EventStream, Thread> running = new ConcurrentHashMap<>();
    private final Thread watch;

    /** @param patience how long a page may leave what it is sent unread */
    EventStreams(BoardFeed feed, Duration patience) {
        this.feed = feed;
        this.patience = patience;
        watch = Thread.ofVirtual().name("dashboard-watch").start(this::dropSlow);
    }

    /** How many pages look now. */
    int open() {
        return running.size();
    }

    /** Whether there was a place for one more, which is to be {@link #run} then. */
    boolean admit() {
        return places.tryAcquire();
    }

    /** Serves a page that was admitted, on this thread, as long as it looks. */
    void run(String pipeline, OutputStream out) throws IOException {
        var stream = new EventStream(feed, pipeline, out);
        running.put(stream, Thread.currentThread());
        try {
            stream.run();
        } catch (InterruptedException dropped) {
            // It read too slowly, or the server ends.
        } finally {
            running.remove(stream);
            places.release();
        }
    }

    /** An interrupt closes the connection that a thread writes to. */
    private void dropSlow() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                running.forEach((stream, thread) -> {
                    if (stream.stuckFor(patience)) {
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException closed) {
            // No more pages.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        running.values().forEach(Thread::interrupt);
    }
}
