package dev.evergreen.infra.chaos;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Knows which rounds have begun and which are over. For one thread at a time. */
final class RoundWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path windows;
    private final Consumer<String, byte[]> consumer;
    private long newest;

    /**
     * @param windows where the trainer leaves a file for each round that is on
     * @param searches topic
     */
    RoundWatch(Path windows, KafkaConnection kafka, String searches) {
        this.windows = windows;
        this.consumer = kafka.consumer();
        var partition = List.of(new TopicPartition(searches, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Whether its window has been written; it may be over since. */
    boolean hasBegun(int round) throws IOException {
        if (isOver(round)) {
            return true;
        }
        if (!Files.isDirectory(windows)) {
            return false;
        }
        try (var files = Files.list(windows)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("round-" + round + "-"));
        }
    }

    /** Whether its result is committed. */
    boolean isOver(int round) {
        consumer.poll(POLL)
                .forEach(record -> newest = Math.max(
                        newest, Json.read(record.value(), SearchResult.class).round()));
        return newest >= round;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
