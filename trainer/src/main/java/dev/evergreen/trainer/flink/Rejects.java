package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.RejectRecord;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/** Records for {@code rejected} from what the job cannot use; what the topic would refuse is cut. */
final class Rejects {
    private Rejects() {}

    static OutputRecord of(Pipeline pipeline, RawRecord raw, RejectReason reason, String detail) {
        var reject = RejectRecord.of(new Reject(
                pipeline.name(),
                reason,
                detail,
                raw.topic(),
                raw.partition(),
                raw.offset(),
                Instant.ofEpochMilli(raw.timestamp()),
                bytes(raw.key()),
                bytes(raw.value()),
                IntStream.range(0, raw.headerKeys().length)
                        .mapToObj(i -> new Reject.Header(raw.headerKeys()[i], bytes(raw.headerValues()[i])))
                        .toList()));
        return new OutputRecord(
                pipeline.topics().rejected(),
                reject.key().map(Bytes::toArray).orElse(null),
                reject.value().toArray());
    }

    private static Optional<Bytes> bytes(byte[] content) {
        return Optional.ofNullable(content).map(Bytes::owning);
    }
}
