package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.champion.Contest;
import dev.evergreen.evaluator.champion.ContestCodec;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A pipeline's contest in its store: one small entry, written anew after each row, so that a restart forgets nothing. */
final class ContestStore {
    private static final Bytes PIPELINE = Bytes.wrap(new byte[] {'p'});
    private static final Bytes CONTEST = Bytes.wrap(new byte[] {'c'});

    private final KeyValueStore<Bytes, byte[]> store;

    ContestStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Models of other features or another label mean nothing to a pipeline: it begins again without them. */
    Contest load(byte[] fingerprint) {
        if (!Arrays.equals(fingerprint, store.get(PIPELINE))) {
            store.put(PIPELINE, fingerprint);
            store.delete(CONTEST);
        }
        byte[] bytes = store.get(CONTEST);
        return bytes == null ? Contest.START : ContestCodec.read(bytes);
    }

    void save(Contest contest) {
        store.put(CONTEST, ContestCodec.write(contest));
    }
}
