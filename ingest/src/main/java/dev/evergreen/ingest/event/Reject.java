package dev.evergreen.ingest.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that was turned away, whole: nothing of it is lost.
 *
 * @param detail one line for a person, without the message's own bytes beyond a short quotation
 * @param timestamp of the original record
 * @param key the original bytes, base64 in JSON; absent if there was none
 * @param value the original bytes, base64 in JSON; absent if there was none
 */
public record Reject(
        String pipeline,
        RejectReason reason,
        String detail,
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Optional<Bytes> key,
        Optional<Bytes> value,
        List<Header> headers) {

    /** One of the original record's headers; a header may lack a value. */
    public record Header(String key, Optional<Bytes> value) {
        private static final int LENGTHS = 2 * Integer.BYTES;

        /** In bytes, and eight more, as there may be very many small ones. */
        public long size() {
            return LENGTHS + key.getBytes(StandardCharsets.UTF_8).length + length(value);
        }
    }

    public Reject {
        headers = List.copyOf(headers);
    }

    /** Of the original's key, value and headers, in bytes. */
    public long size() {
        return size(key, value, headers);
    }

    /** Of a message, in bytes. */
    public static long size(Optional<Bytes> key, Optional<Bytes> value, List<Header> headers) {
        return length(key)
                + length(value)
                + headers.stream().mapToLong(Header::size).sum();
    }

    private static long length(Optional<Bytes> bytes) {
        return bytes.map(Bytes::size).orElse(0);
    }
}
