package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline's drift watch in its store: its state every {@value #ROWS} rows, and the rows since, which it is shown again when
 * it is loaded. So a row costs one small write, however large the state of the detectors is.
 */
final class DriftStore {
    static final int ROWS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(DriftStore.class);
    private static final Bytes PIPELINE = Bytes.wrap(new byte[] {'p'});
    private static final Bytes STATE = Bytes.wrap(new byte[] {'s'});

    private final KeyValueStore<Bytes, byte[]> store;
    private final Pipeline pipeline;

    DriftStore(KeyValueStore<Bytes, byte[]> store, Pipeline pipeline) {
        this.store = store;
        this.pipeline = pipeline;
    }

    /** What other features, another label or other detectors were shown means nothing to these: they begin again. */
    DriftWatch load() {
        byte[] fingerprint = Fingerprint.ofDrift(pipeline);
        if (!Arrays.equals(fingerprint, store.get(PIPELINE))) {
            clear();
            store.put(PIPELINE, fingerprint);
        }
        DriftWatch watch = state();
        for (var row = row(watch.seen() + 1); row.isPresent(); row = row(watch.seen() + 1)) {
            watch.add(row.get());
        }
        return watch;
    }

    private DriftWatch state() {
        byte[] state = store.get(STATE);
        if (state == null) {
            return DriftWatch.begin(pipeline);
        }
        try {
            return DriftWatch.restore(pipeline, state);
        } catch (IllegalArgumentException otherVersion) {
            LOG.warn("{}: drift detectors begin anew: {}", pipeline.name(), otherVersion.getMessage());
            clear();
            return DriftWatch.begin(pipeline);
        }
    }

    /** After the watch was shown a row. */
    void save(DriftWatch watch, Observed row) {
        if (watch.seen() % ROWS == 0) {
            store.put(STATE, watch.state());
        } else {
            store.put(key(watch.seen()), ObservedCodec.write(watch.seen(), row));
        }
    }

    /** The row of that number, if it is the one that came last to its place. */
    private Optional<Observed> row(long number) {
        return Optional.ofNullable(store.get(key(number))).flatMap(bytes -> ObservedCodec.read(number, bytes));
    }

    private void clear() {
        store.delete(STATE);
        for (int place = 0; place < ROWS; place++) {
            store.delete(key(place));
        }
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 'r')
                .putInt((int) (number % ROWS))
                .array());
    }
}
