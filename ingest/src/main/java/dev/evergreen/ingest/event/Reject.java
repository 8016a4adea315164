package dev.evergreen.ingest.event;

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
    public record Header(String key, Optional<Bytes> value) {}

    public Reject {
        headers = List.copyOf(headers);
    }
}
