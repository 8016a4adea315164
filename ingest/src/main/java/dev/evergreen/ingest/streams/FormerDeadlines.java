package dev.evergreen.ingest.streams;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The deadlines that an earlier version kept among the states, each as an entry: nobody reads them any more. They are taken
 * away in steps, as there may be many millions.
 */
final class FormerDeadlines {
    private final KeyValueStore<Bytes, byte[]> store;
    private final List<Byte> tags = new ArrayList<>(List.of((byte) 'd', (byte) 'w'));
    private Bytes from = Bytes.wrap(new byte[0]);

    FormerDeadlines(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Does nothing once all are gone. */
    void takeAway(int atMost) {
        if (tags.isEmpty()) {
            return;
        }
        byte tag = tags.getFirst();
        List<Bytes> keys = keys(tag, atMost);
        keys.forEach(store::delete);
        if (keys.size() < atMost) {
            tags.removeFirst();
            from = Bytes.wrap(new byte[0]);
        } else {
            from = keys.getLast();
        }
    }

    private List<Bytes> keys(byte tag, int atMost) {
        Bytes first = Bytes.wrap(new byte[] {tag});
        Bytes end = Bytes.wrap(new byte[] {(byte) (tag + 1)});
        List<Bytes> keys = new ArrayList<>();
        // Past those that were taken, whose tombstones it would have to pass again.
        try (var entries = store.range(from.compareTo(first) < 0 ? first : from, end)) {
            while (keys.size() < atMost && entries.hasNext()) {
                keys.add(entries.next().key);
            }
        }
        // The end is part of a range.
        keys.remove(end);
        return keys;
    }
}
