package dev.evergreen.ingest.join;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.Reject.Header;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as it stood on its topic, kept until it is known whether it must be given back.
 *
 * @param timestamp of the Kafka record
 */
public record Original(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Optional<Bytes> key,
        Optional<Bytes> value,
        List<Header> headers) {
    public Original {
        headers = List.copyOf(headers);
    }

    /** Of key, value and headers, in bytes; each header counts eight more, as there may be very many small ones. */
    public long size() {
        return Reject.size(key, value, headers);
    }
}
