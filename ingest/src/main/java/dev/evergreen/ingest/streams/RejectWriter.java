package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.join.Original;
import dev.evergreen.ingest.kafka.TopicSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/** Makes messages of {@code rejected} that fit on the topic. */
final class RejectWriter {
    /** What is larger cannot wait in a store, in bytes. */
    static final int WHOLE = Limits.INPUT + TopicSettings.ROOM;

    private static final int MOST = Limits.REJECT - TopicSettings.ROOM;

    private final String pipeline;

    RejectWriter(String pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * The message whole. Only one that is far larger than any event, and stood on the topic because it was compressed or
     * the topic was made by hand, is cut: the app must get past it.
     *
     * @param now timestamp of the record, in ms
     */
    Record<byte[], byte[]> write(Original original, RejectReason reason, String detail, long now) {
        byte[] whole = json(original, reason, detail);
        if (whole.length + original.key().map(Bytes::size).orElse(0) <= MOST) {
            return new Record<>(key(original), whole, now);
        }
        Original cut = cut(original);
        String more = "%s; cut, it had %d bytes".formatted(detail, original.size());
        return new Record<>(key(cut), json(cut, reason, more), now);
    }

    private static byte[] key(Original original) {
        return original.key().map(Bytes::toArray).orElse(null);
    }

    private byte[] json(Original original, RejectReason reason, String detail) {
        return Json.write(new Reject(
                pipeline,
                reason,
                detail,
                original.topic(),
                original.partition(),
                original.offset(),
                original.timestamp(),
                original.key(),
                original.value(),
                original.headers()));
    }

    private static Original cut(Original original) {
        List<Header> headers = new ArrayList<>();
        long left = TopicSettings.ROOM / 2;
        for (Header header : original.headers()) {
            left -= Original.size(header);
            if (left < 0) {
                break;
            }
            headers.add(header);
        }
        return new Original(
                original.topic(),
                original.partition(),
                original.offset(),
                original.timestamp(),
                original.key().map(k -> first(k, TopicSettings.ROOM / 2)),
                original.value().map(v -> first(v, Limits.INPUT)),
                headers);
    }

    private static Bytes first(Bytes bytes, int atMost) {
        return bytes.size() <= atMost ? bytes : Bytes.owning(Arrays.copyOf(bytes.toArray(), atMost));
    }
}
