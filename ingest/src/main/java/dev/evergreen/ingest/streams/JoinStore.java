package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.join.JoinRules;
import dev.evergreen.ingest.join.JoinState;
import dev.evergreen.ingest.join.JoinState.Done;
import dev.evergreen.ingest.join.JoinState.Unknown;
import dev.evergreen.ingest.join.JoinState.Waiting;
import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import dev.evergreen.ingest.join.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A partition's join in its stores. One holds the state of each id and how far the partition is, and is logged. The other
 * holds the deadlines of those that wait and of those that are done: they follow from the states, and are found again there
 * whenever a task begins, which is less work than logging each of them.
 */
final class JoinStore {
    private static final Bytes PROGRESS = Bytes.wrap(new byte[] {'p'});
    private static final byte STATE = 's';
    private static final int FORGET_STEPS = 64;

    private final KeyValueStore<Bytes, byte[]> states;
    private final StateCodec codec;
    private final RecentStates recent;
    private final Deadlines waiting;
    private final Deadlines done;
    private final FormerDeadlines former;
    private final Duration forgetEvery;
    private Instant forgetAt = Instant.MIN;

    /**
     * Reads all states once.
     *
     * @param deadlines whatever it holds is replaced
     * @param recent empty
     * @param remembered how long what is done stays
     */
    JoinStore(
            KeyValueStore<Bytes, byte[]> states,
            KeyValueStore<Bytes, byte[]> deadlines,
            StateCodec codec,
            RecentStates recent,
            Duration remembered) {
        this.forgetEvery = remembered.dividedBy(FORGET_STEPS);
        this.states = states;
        this.codec = codec;
        this.recent = recent;
        this.waiting = new Deadlines(new DeadlineBlocks(deadlines, 'w'));
        this.done = new Deadlines(new DeadlineBlocks(deadlines, 'd'));
        this.former = new FormerDeadlines(states);
        clear(deadlines);
        findDeadlines();
    }

    private static void clear(KeyValueStore<Bytes, byte[]> store) {
        try (var all = store.all()) {
            all.forEachRemaining(entry -> store.delete(entry.key));
        }
    }

    private void findDeadlines() {
        try (var all = states.range(Bytes.wrap(new byte[] {STATE}), Bytes.wrap(new byte[] {STATE + 1}))) {
            while (all.hasNext()) {
                var entry = all.next();
                Instant deadline = StateCodec.deadline(entry.value);
                (StateCodec.waits(entry.value) ? waiting : done).add(deadline, id(entry.key));
            }
        }
    }

    Progress progress() {
        return Optional.ofNullable(states.get(PROGRESS))
                .map(StateCodec::progress)
                .orElse(Progress.START);
    }

    void save(Progress progress) {
        states.put(PROGRESS, StateCodec.write(progress));
    }

    StateCodec.Kept get(String id) {
        Optional<WaitingForLabel> known = recent.get(id);
        return known.isPresent() ? new StateCodec.Kept.Current(known.get()) : read(id);
    }

    private StateCodec.Kept read(String id) {
        return Optional.ofNullable(states.get(key(id)))
                .map(codec::read)
                .orElseGet(() -> new StateCodec.Kept.Current(new Unknown()));
    }

    void put(String id, JoinState state) {
        switch (state) {
            case Unknown _ -> {
                delete(id);
                return;
            }
            case Waiting w -> waiting.add(w.deadline(), id);
            case Done d -> done.add(d.until(), id);
        }
        states.put(key(id), StateCodec.write(state));
        if (state instanceof WaitingForLabel w) {
            recent.put(id, w);
        } else {
            recent.remove(id);
        }
    }

    void delete(String id) {
        states.delete(key(id));
        recent.remove(id);
    }

    /**
     * Takes ids whose deadline the clock has passed, those that wait first; some have become something else meanwhile. Those
     * that are done may be some later: whether they are remembered does not depend on it.
     */
    List<String> takePassed(Instant clock, int atMost) {
        List<String> ids = waiting.takePassed(clock, atMost);
        if (ids.size() < atMost && !clock.isBefore(forgetAt)) {
            ids.addAll(done.takePassed(clock, atMost - ids.size()));
            forgetAt = ids.size() < atMost ? JoinRules.later(clock, forgetEvery) : forgetAt;
        }
        return ids;
    }

    /** Takes away what an earlier version has left, some at a time. */
    void tidy(int atMost) {
        former.takeAway(atMost);
    }

    private static Bytes key(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + utf8.length).put(STATE).put(utf8).array());
    }

    private static String id(Bytes key) {
        return new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8);
    }
}
