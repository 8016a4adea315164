package dev.evergreen.ingest.validation;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What comes with a value and says how far its id and its times can be trusted.
 *
 * @param timestamp of the Kafka record
 */
record Envelope(Optional<byte[]> key, Instant timestamp) {
    /**
     * A clock may be wrong by that much. More is refused: one event from a far future would move the partition's event
     * time there and expire everything that waits.
     */
    static final Duration MAX_AHEAD = Duration.ofHours(1);

    void checkId(String id) throws Refusal {
        int length = id.codePointCount(0, id.length());
        if (length < 1 || length > Limits.ID) {
            throw new Refusal(
                    RejectReason.BAD_ID, "'id' has %d characters; allowed: 1 to %d".formatted(length, Limits.ID));
        }
        if (!OneLine.isWellFormed(id)) {
            throw new Refusal(RejectReason.BAD_ID, "'id' has half a surrogate pair: " + Refusal.quoted(id));
        }
        if (key.isEmpty()) {
            throw new Refusal(RejectReason.KEY_MISMATCH, "the record has no key; it must be the id");
        }
        if (!Arrays.equals(key.get(), id.getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(RejectReason.KEY_MISMATCH, "the record's key is not the id " + Refusal.quoted(id));
        }
    }

    Instant time(String field, String text) throws Refusal {
        Instant time = Rfc3339.required(field, text);
        if (time.isAfter(timestamp.plus(MAX_AHEAD))) {
            throw new Refusal(
                    RejectReason.BAD_TIME,
                    "'%s' %s is more than an hour after the record's timestamp %s".formatted(field, time, timestamp));
        }
        return time;
    }
}
