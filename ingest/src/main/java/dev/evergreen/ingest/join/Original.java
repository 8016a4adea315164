package dev.evergreen.ingest.join;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject.Header;
import java.nio.charset.StandardCharsets;
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

    private static final int LENGTHS = 2 * Integer.BYTES;

    /** Of key, value and headers, in bytes; each header counts eight more, as there may be very many small ones. */
    public long size() {
        return length(key)
                + length(value)
                + headers.stream().mapToLong(Original::size).sum();
    }

    /** Of one header, in bytes, with the eight. */
    public static long size(Header header) {
        return LENGTHS + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }

    private static long length(Optional<Bytes> bytes) {
        return bytes.map(Bytes::size).orElse(0);
    }
}
