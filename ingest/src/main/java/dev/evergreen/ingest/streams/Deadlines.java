package dev.evergreen.ingest.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Ids in the order of their deadlines, in a store that others share: empty entries under {@code tag, deadline, id}. */
final class Deadlines {
    private static final byte[] NOTHING = {};
    private static final int TIME = 1;
    private static final int ID = TIME + Instants.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte tag;
    /** None is earlier: looking begins here, not at the tombstones of all that passed, and often need not begin. */
    private Instant earliest = Instant.MIN;

    Deadlines(KeyValueStore<Bytes, byte[]> store, char tag) {
        this.store = store;
        this.tag = (byte) tag;
    }

    void add(Instant deadline, String id) {
        store.put(key(deadline, id), NOTHING);
        earliest = deadline.isBefore(earliest) ? deadline : earliest;
    }

    void remove(Instant deadline, String id) {
        store.delete(key(deadline, id));
    }

    /** The ids whose deadline the clock has passed, earliest first; they stay. */
    List<String> passed(Instant clock, int atMost) {
        List<String> ids = new ArrayList<>();
        if (!clock.isAfter(earliest)) {
            return ids;
        }
        try (var inOrder = store.range(key(earliest, ""), Bytes.wrap(new byte[] {(byte) (tag + 1)}))) {
            earliest = Instant.MAX;
            while (inOrder.hasNext() && ids.size() < atMost) {
                var key = ByteBuffer.wrap(inOrder.next().key.get()).position(TIME);
                Instant deadline = Instants.get(key);
                earliest = ids.isEmpty() ? deadline : earliest;
                if (!clock.isAfter(deadline)) {
                    return ids;
                }
                ids.add(StandardCharsets.UTF_8.decode(key).toString());
            }
        }
        return ids;
    }

    private Bytes key(Instant deadline, String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(ID + utf8.length).put(tag);
        Instants.put(buffer, deadline);
        return Bytes.wrap(buffer.put(utf8).array());
    }
}
