package dev.evergreen.infra.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Server-sent events to one page: each component of the board as an event of its own, all at first, then those that have
 * changed, at most twice a second. Nothing is queued: a page that reads slowly misses what was between.
 */
final class EventStream {
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final String RECONNECT_MS = "2000";

    private final BoardFeed feed;
    private final String pipeline;
    private final OutputStream out;
    private final Map<String, String> sent = new HashMap<>();

    /** When a write began that has not ended, by {@link System#nanoTime}; 0 while none goes on. */
    private volatile long writingSince;

    /** @param pipeline one of the feed's */
    EventStream(BoardFeed feed, String pipeline, OutputStream out) {
        this.feed = feed;
        this.pipeline = pipeline;
        this.out = out;
    }

    /** Goes on until the page is closed, which shows when it is written to, or the thread is interrupted. */
    void run() throws IOException, InterruptedException {
        write("retry: " + RECONNECT_MS + "\n\n");
        long seen = 0;
        while (true) {
            var newer = feed.newer(pipeline, seen, SILENCE);
            if (newer.isPresent()) {
                seen = newer.get().version();
                write(changes(newer.get().parts()));
            } else {
                write(": nothing new\n\n");
            }
            Thread.sleep(PACE);
        }
    }

    private String changes(Map<String, String> parts) {
        var events = new StringBuilder();
        parts.forEach((name, json) -> {
            if (!json.equals(sent.put(name, json))) {
                // JSON as it is written here has no line breaks.
                events.append("event: ")
                        .append(name)
                        .append("\ndata: ")
                        .append(json)
                        .append("\n\n");
            }
        });
        return events.toString();
    }

    private void write(String text) throws IOException {
        writingSince = System.nanoTime();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince = 0;
    }

    /** Whether a write has gone on for longer than that. */
    boolean stuckFor(Duration longer) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > longer.toNanos();
    }
}
