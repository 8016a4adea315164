package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What there is to show, written by the thread that reads topics and waited for by those that serve pages. Thread-safe. */
final class BoardFeed {
    /** So many pages may look: boards are made no more often than this. */
    private static final long FRESH_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Fold fold;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();
    private long behind;
    private Optional<String> problem = Optional.empty();

    private record Made(Snapshot snapshot, long atNs) {}

    /**
     * A board, its components as JSON by their names.
     *
     * @param version rises with each change
     */
    record Snapshot(long version, Map<String, String> parts) {}

    BoardFeed(List<Pipeline> pipelines) {
        fold = new Fold(pipelines);
        fold.pipelines().forEach(name -> versions.put(name, 1L));
    }

    List<String> pipelines() {
        return fold.pipelines();
    }

    Set<String> topics() {
        return fold.topics();
    }

    synchronized void accept(String topic, byte[] value) {
        versions.merge(fold.accept(topic, value), 1L, Long::sum);
        notifyAll();
    }

    /** How the reading goes. */
    synchronized void reading(long recordsBehind, Optional<String> trouble) {
        if (recordsBehind != behind || !trouble.equals(problem)) {
            behind = recordsBehind;
            problem = trouble;
            versions.replaceAll((_, version) -> version + 1);
            notifyAll();
        }
    }

    /**
     * Waits for something newer than what was seen; what comes may lag a moment behind, with a version that tells.
     *
     * @param pipeline one of {@link #pipelines}
     * @param seen a version, or 0
     * @return absent if the time was up before
     */
    synchronized Optional<Snapshot> newer(String pipeline, long seen, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (versions.get(pipeline) <= seen) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return Optional.empty();
            }
            wait(leftMs);
        }
        return Optional.of(snapshot(pipeline));
    }

    /** A board as one JSON object. */
    synchronized String whole(String pipeline) {
        return snapshot(pipeline).parts().entrySet().stream()
                .map(part -> "\"%s\":%s".formatted(part.getKey(), part.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Snapshot snapshot(String pipeline) {
        long version = versions.get(pipeline);
        Made last = made.get(pipeline);
        if (last != null && (last.snapshot().version() == version || System.nanoTime() - last.atNs() < FRESH_NS)) {
            return last.snapshot();
        }
        var fresh = new Snapshot(version, parts(fold.board(pipeline, behind, problem)));
        made.put(pipeline, new Made(fresh, System.nanoTime()));
        return fresh;
    }

    private static Map<String, String> parts(Board board) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("about", json(board.about()));
        parts.put("now", json(board.now()));
        parts.put("quality", json(board.quality()));
        parts.put("rounds", json(board.rounds()));
        parts.put("models", json(board.models()));
        parts.put("input", json(board.input()));
        return parts;
    }

    private static String json(Object part) {
        return new String(Json.write(part), StandardCharsets.UTF_8);
    }
}
