package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.RejectRecord;
import dev.evergreen.ingest.join.Original;
import org.apache.kafka.streams.processor.api.Record;

/** Makes messages of {@code rejected} that fit on the topic. */
final class RejectWriter {
    /** What is larger cannot wait in a store, in bytes. */
    static final int WHOLE = Limits.INPUT + Limits.ROOM;

    private final String pipeline;

    RejectWriter(String pipeline) {
        this.pipeline = pipeline;
    }

    /** @param now timestamp of the record, in ms */
    Record<byte[], byte[]> write(Original original, RejectReason reason, String detail, long now) {
        var reject = RejectRecord.of(new Reject(
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
        return new Record<>(
                reject.key().map(Bytes::toArray).orElse(null), reject.value().toArray(), now);
    }
}
