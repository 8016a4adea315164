package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One side of the join in a store that several share: entries under {@code tag, 0, id}, and for the order of time an
 * empty one under {@code tag, 1, event time, id}.
 */
final class StoreShelf<T> implements Shelf<T> {
    private static final byte ENTRY = 0;
    private static final byte BY_TIME = 1;
    private static final int PREFIX = 2;
    private static final byte[] NOTHING = {};
    /** Looked through at a time, so that a sweep does not hold a year of keys in memory. */
    private static final int BATCH = 1_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte tag;
    private final Function<T, byte[]> write;
    private final Function<byte[], T> read;
    /** Nothing older is there: scans begin here, not at the tombstones of all that was removed. */
    private long oldest = Long.MIN_VALUE;

    StoreShelf(KeyValueStore<Bytes, byte[]> store, char tag, Function<T, byte[]> write, Function<byte[], T> read) {
        this.store = store;
        this.tag = (byte) tag;
        this.write = write;
        this.read = read;
    }

    @Override
    public Optional<T> get(String id) {
        return Optional.ofNullable(store.get(entryKey(id))).map(read);
    }

    @Override
    public void add(String id, Instant eventTime, T entry) {
        store.put(entryKey(id), write.apply(entry));
        store.put(timeKey(eventTime.toEpochMilli(), id), NOTHING);
        oldest = Math.min(oldest, eventTime.toEpochMilli());
    }

    @Override
    public void replace(String id, T entry) {
        store.put(entryKey(id), write.apply(entry));
    }

    @Override
    public void remove(String id, Instant eventTime) {
        store.delete(entryKey(id));
        store.delete(timeKey(eventTime.toEpochMilli(), id));
    }

    @Override
    public long removeOldest(LongPredicate test) {
        long removed = 0;
        List<Bytes> batch;
        do {
            batch = passing(test);
            for (Bytes key : batch) {
                store.delete(entryKey(idOf(key)));
                store.delete(key);
            }
            removed += batch.size();
        } while (batch.size() == BATCH);
        return removed;
    }

    private List<Bytes> passing(LongPredicate test) {
        List<Bytes> passing = new ArrayList<>();
        try (var inOrder = store.range(timeKey(oldest, ""), Bytes.wrap(new byte[] {tag, BY_TIME + 1}))) {
            while (inOrder.hasNext() && passing.size() < BATCH) {
                Bytes key = inOrder.next().key;
                oldest = timeOf(key);
                if (!test.test(oldest)) {
                    return passing;
                }
                passing.add(key);
            }
        }
        return passing;
    }

    private Bytes entryKey(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(PREFIX + utf8.length)
                .put(tag)
                .put(ENTRY)
                .put(utf8)
                .array());
    }

    /** The sign bit is flipped, so that times before 1970 sort first. */
    private Bytes timeKey(long eventTime, String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(PREFIX + Long.BYTES + utf8.length)
                .put(tag)
                .put(BY_TIME)
                .putLong(eventTime ^ Long.MIN_VALUE)
                .put(utf8)
                .array());
    }

    private static long timeOf(Bytes timeKey) {
        return ByteBuffer.wrap(timeKey.get()).getLong(PREFIX) ^ Long.MIN_VALUE;
    }

    private static String idOf(Bytes timeKey) {
        int from = PREFIX + Long.BYTES;
        return new String(timeKey.get(), from, timeKey.get().length - from, StandardCharsets.UTF_8);
    }
}
