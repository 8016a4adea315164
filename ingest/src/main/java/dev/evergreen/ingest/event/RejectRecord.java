package dev.evergreen.ingest.event;

import dev.evergreen.ingest.event.Reject.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A reject as it stands on {@code rejected}: the message whole if the topic takes it, or what fits of it.
 *
 * @param key of the message
 * @param value the reject as JSON
 */
public record RejectRecord(Optional<Bytes> key, Bytes value) {
    private static final int MOST = Limits.REJECT - Limits.ROOM;

    /**
     * Only a message that is far larger than any event, and stood on its topic because it was compressed or the topic was
     * made by hand, is cut: whoever turns it away must get past it. Then headers, value and key
     * are each cut to what has room in any case, and the detail says so.
     */
    public static RejectRecord of(Reject reject) {
        byte[] whole = Json.write(reject);
        return whole.length + reject.key().map(Bytes::size).orElse(0) <= MOST
                ? new RejectRecord(reject.key(), Bytes.owning(whole))
                : written(cut(reject));
    }

    private static RejectRecord written(Reject reject) {
        return new RejectRecord(reject.key(), Bytes.owning(Json.write(reject)));
    }

    private static Reject cut(Reject reject) {
        return new Reject(
                reject.pipeline(),
                reject.reason(),
                "%s; cut, it had %d bytes".formatted(reject.detail(), reject.size()),
                reject.topic(),
                reject.partition(),
                reject.offset(),
                reject.timestamp(),
                reject.key().map(key -> first(key, Limits.ROOM / 2)),
                reject.value().map(value -> first(value, Limits.INPUT)),
                first(reject.headers(), Limits.ROOM / 2));
    }

    private static List<Header> first(List<Header> headers, long atMost) {
        List<Header> first = new ArrayList<>();
        long left = atMost;
        for (Header header : headers) {
            left -= header.size();
            if (left < 0) {
                break;
            }
            first.add(header);
        }
        return first;
    }

    private static Bytes first(Bytes bytes, int atMost) {
        return bytes.size() <= atMost ? bytes : Bytes.owning(Arrays.copyOf(bytes.toArray(), atMost));
    }
}
