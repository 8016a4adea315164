package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.join.JoinRules;
import dev.evergreen.ingest.join.JoinState;
import dev.evergreen.ingest.join.JoinState.Done;
import dev.evergreen.ingest.join.JoinState.Unknown;
import dev.evergreen.ingest.join.JoinState.Waiting;
import dev.evergreen.ingest.join.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A partition's join in its store: the state of each id, those that wait and those that are done by deadline, and how far
 * the partition is.
 */
final class JoinStore {
    private static final Bytes PROGRESS = Bytes.wrap(new byte[] {'p'});
    private static final byte STATE = 's';
    private static final int FORGET_STEPS = 64;

    private final KeyValueStore<Bytes, byte[]> store;
    private final StateCodec codec;
    private final Deadlines waiting;
    private final Deadlines done;
    private final Duration forgetEvery;
    private Instant forgetAt = Instant.MIN;

    /** @param remembered how long what is done stays */
    JoinStore(KeyValueStore<Bytes, byte[]> store, StateCodec codec, Duration remembered) {
        this.forgetEvery = remembered.dividedBy(FORGET_STEPS);
        this.store = store;
        this.codec = codec;
        this.waiting = new Deadlines(store, 'w');
        this.done = new Deadlines(store, 'd');
    }

    Progress progress() {
        return Optional.ofNullable(store.get(PROGRESS))
                .map(StateCodec::progress)
                .orElse(Progress.START);
    }

    void save(Progress progress) {
        store.put(PROGRESS, StateCodec.write(progress));
    }

    StateCodec.Kept get(String id) {
        return Optional.ofNullable(store.get(key(id)))
                .map(codec::read)
                .orElseGet(() -> new StateCodec.Kept.Current(new Unknown()));
    }

    void replace(String id, JoinState before, JoinState after) {
        switch (before) {
            case Unknown _ -> {}
            case Waiting w -> waiting.remove(w.deadline(), id);
            case Done d -> done.remove(d.until(), id);
        }
        switch (after) {
            case Unknown _ -> {
                store.delete(key(id));
                return;
            }
            case Waiting w -> waiting.add(w.deadline(), id);
            case Done d -> done.add(d.until(), id);
        }
        store.put(key(id), StateCodec.write(after));
    }

    /** Takes away what is kept of a message that waited. */
    void drop(String id, Instant deadline) {
        waiting.remove(deadline, id);
        store.delete(key(id));
    }

    /**
     * Ids whose deadline the clock has passed, those that wait first. Those that are done may be some later: looking has
     * its price, each message passes the deadline of one, and whether it is remembered does not depend on it.
     */
    List<String> passed(Instant clock, int atMost) {
        List<String> ids = new ArrayList<>(waiting.passed(clock, atMost));
        if (ids.size() < atMost && !clock.isBefore(forgetAt)) {
            ids.addAll(done.passed(clock, atMost - ids.size()));
            forgetAt = ids.size() < atMost ? JoinRules.later(clock, forgetEvery) : forgetAt;
        }
        return ids;
    }

    private static Bytes key(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + utf8.length).put(STATE).put(utf8).array());
    }
}
