package dev.evergreen.ingest.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Deadlines on disk, some to an entry, as one by one they would cost more than all else that is done for a message. Entries
 * stand under {@code tag, first deadline, number}; others may share the store under other tags.
 */
final class DeadlineBlocks {
    private static final int KEY = 1 + Instants.BYTES + Long.BYTES;
    private static final int FRAME = Instants.BYTES + Integer.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte tag;
    private long written;
    /** The first of the first block. */
    private Optional<Deadline> earliest = Optional.empty();

    /** @param store without blocks under the tag */
    DeadlineBlocks(KeyValueStore<Bytes, byte[]> store, char tag) {
        this.store = store;
        this.tag = (byte) tag;
    }

    /** @param block in order, at least one */
    void write(List<Deadline> block) {
        Deadline first = block.getFirst();
        store.put(key(first.at(), written), bytes(block));
        written++;
        if (earliest.isEmpty() || first.at().isBefore(earliest.get().at())) {
            earliest = Optional.of(first);
        }
    }

    /** Of those that begin at the same instant that of the block that was written first; empty if there are none. */
    Optional<Deadline> earliest() {
        return earliest;
    }

    /** Takes the block that begins with the {@link #earliest}. */
    List<Deadline> takeFirst() {
        // Looking begins there, not at the tombstones of all that were taken.
        Bytes from = key(earliest.orElseThrow().at(), 0);
        try (var inOrder = store.range(from, Bytes.wrap(new byte[] {(byte) (tag + 1)}))) {
            var first = inOrder.next();
            earliest = inOrder.hasNext() ? Optional.of(read(ByteBuffer.wrap(inOrder.next().value))) : Optional.empty();
            store.delete(first.key);
            return all(first.value);
        }
    }

    private Bytes key(Instant first, long number) {
        var buffer = ByteBuffer.allocate(KEY).put(tag);
        Instants.put(buffer, first);
        return Bytes.wrap(buffer.putLong(number).array());
    }

    private static byte[] bytes(List<Deadline> block) {
        List<byte[]> ids = block.stream()
                .map(deadline -> deadline.id().getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = ids.stream().mapToInt(id -> FRAME + id.length).sum();
        var buffer = ByteBuffer.allocate(size);
        for (int i = 0; i < ids.size(); i++) {
            Instants.put(buffer, block.get(i).at());
            buffer.putInt(ids.get(i).length).put(ids.get(i));
        }
        return buffer.array();
    }

    private static List<Deadline> all(byte[] block) {
        List<Deadline> deadlines = new ArrayList<>();
        var buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
            deadlines.add(read(buffer));
        }
        return deadlines;
    }

    private static Deadline read(ByteBuffer buffer) {
        Instant at = Instants.get(buffer);
        var id = new byte[buffer.getInt()];
        buffer.get(id);
        return new Deadline(at, new String(id, StandardCharsets.UTF_8));
    }
}
