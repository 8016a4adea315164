package dev.evergreen.ingest.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rows that a round trained on.
 *
 * @param offsets the smallest range of {@code labeled} that holds them, by topic and partition
 * @param fingerprint SHA-256 (hex) over the rows in training order
 * @param labelDelays absent in records of before it was known
 */
public record WindowInfo(
        int rows,
        Instant firstEventTime,
        Instant lastEventTime,
        List<OffsetRange> offsets,
        String fingerprint,
        Optional<LabelDelays> labelDelays) {

    /** Offsets {@code first} to {@code last}, both included. */
    public record OffsetRange(String topic, int partition, long first, long last) {}

    /** Of which nobody knows how long labels took. */
    public WindowInfo(
            int rows, Instant firstEventTime, Instant lastEventTime, List<OffsetRange> offsets, String fingerprint) {
        this(rows, firstEventTime, lastEventTime, offsets, fingerprint, Optional.empty());
    }

    public WindowInfo {
        offsets = List.copyOf(offsets);
    }
}
