package dev.evergreen.ingest.event;

import java.time.Instant;
import java.util.List;

/**
 * The rows that a round trained on.
 *
 * @param offsets the smallest range of {@code labeled} that holds them, by topic and partition
 * @param fingerprint SHA-256 (hex) over the rows in training order
 */
public record WindowInfo(
        int rows, Instant firstEventTime, Instant lastEventTime, List<OffsetRange> offsets, String fingerprint) {

    /** Offsets {@code first} to {@code last}, both included. */
    public record OffsetRange(String topic, int partition, long first, long last) {}

    public WindowInfo {
        offsets = List.copyOf(offsets);
    }
}
