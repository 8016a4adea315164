package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Models on disk by round; beside each what must be known of it without reading it. */
final class ModelStore {
    private static final byte ABOUT = 'a';
    private static final byte MODEL = 'm';
    private static final int TIME = Long.BYTES + Integer.BYTES;
    private static final String SUFFIX = "-models";

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte[] fingerprint;

    /** @param fingerprint of the pipeline: models of another are not seen */
    ModelStore(KeyValueStore<Bytes, byte[]> store, byte[] fingerprint) {
        this.store = store;
        this.fingerprint = fingerprint;
    }

    static String nameFor(Pipeline pipeline) {
        return pipeline.name() + SUFFIX;
    }

    static boolean isNameOfOne(String storeName) {
        return storeName.endsWith(SUFFIX);
    }

    Map<Long, Instant> rounds() {
        var rounds = new TreeMap<Long, Instant>();
        var others = new ArrayList<Long>();
        try (var all = store.range(key(ABOUT, 0), key(ABOUT, Long.MAX_VALUE))) {
            while (all.hasNext()) {
                var entry = all.next();
                long round = ByteBuffer.wrap(entry.key.get()).getLong(1);
                var value = ByteBuffer.wrap(entry.value);
                Instant trainedUpTo = Instant.ofEpochSecond(value.getLong(), value.getInt());
                if (Arrays.equals(fingerprint, Arrays.copyOfRange(entry.value, TIME, entry.value.length))) {
                    rounds.put(round, trainedUpTo);
                } else {
                    others.add(round);
                }
            }
        }
        others.forEach(this::remove);
        return rounds;
    }

    Optional<byte[]> bytes(long round) {
        return Optional.ofNullable(store.get(key(MODEL, round)));
    }

    void put(long round, Instant trainedUpTo, byte[] bytes) {
        store.put(key(MODEL, round), bytes);
        store.put(
                key(ABOUT, round),
                ByteBuffer.allocate(TIME + fingerprint.length)
                        .putLong(trainedUpTo.getEpochSecond())
                        .putInt(trainedUpTo.getNano())
                        .put(fingerprint)
                        .array());
    }

    void remove(long round) {
        List.of(ABOUT, MODEL).forEach(kind -> store.delete(key(kind, round)));
    }

    private static Bytes key(byte kind, long round) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(round).array());
    }
}
