package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.LabelJoin;
import dev.evergreen.evaluator.join.Progress;
import dev.evergreen.evaluator.join.Waiting;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A partition's join in its store: both sides and how far it is. */
final class JoinStore {
    private static final Bytes PROGRESS = Bytes.wrap(new byte[] {'p'});

    private final KeyValueStore<Bytes, byte[]> store;

    JoinStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    LabelJoin load(Waiting waiting) {
        return new LabelJoin(
                waiting,
                new StoreShelf<>(store, 'a', JoinCodec::write, JoinCodec::remembered),
                new StoreShelf<>(store, 't', JoinCodec::write, JoinCodec::truth),
                Optional.ofNullable(store.get(PROGRESS))
                        .map(JoinCodec::progress)
                        .orElse(Progress.START));
    }

    void save(Progress progress) {
        store.put(PROGRESS, JoinCodec.write(progress));
    }
}
