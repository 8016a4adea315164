package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.join.Original;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes messages as Kafka Streams hands them over. */
final class Originals {
    private Originals() {}

    static Original of(Record<byte[], byte[]> message, RecordMetadata metadata) {
        List<Header> headers = new ArrayList<>();
        message.headers().forEach(h -> headers.add(new Header(h.key(), bytes(h.value()))));
        return new Original(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                Instant.ofEpochMilli(message.timestamp()),
                bytes(message.key()),
                bytes(message.value()),
                headers);
    }

    private static Optional<Bytes> bytes(byte[] bytes) {
        return Optional.ofNullable(bytes).map(Bytes::owning);
    }
}
