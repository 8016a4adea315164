package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * States of a partition's ids whose features came lately, in memory: a label that soon follows finds them without a look into
 * the store, and parsed. The oldest leave first.
 */
final class RecentStates {
    /**
     * Of messages, for all partitions of a process, in bytes. What was parsed of them takes about half as much again, and
     * four times as much at most.
     */
    static final long ROOM = 16 << 20;

    private final AtomicLong room;
    private final LinkedHashMap<String, WaitingForLabel> states = new LinkedHashMap<>();

    /** @param room that is left, which others may share */
    RecentStates(AtomicLong room) {
        this.room = room;
    }

    Optional<WaitingForLabel> get(String id) {
        return Optional.ofNullable(states.get(id));
    }

    /** Keeps it if there is room when older ones have left. */
    void put(String id, WaitingForLabel state) {
        remove(id);
        long bytes = state.original().size();
        while (room.get() < bytes && !states.isEmpty()) {
            released(states.pollFirstEntry());
        }
        if (room.addAndGet(-bytes) >= 0) {
            states.put(id, state);
        } else {
            room.addAndGet(bytes);
        }
    }

    void remove(String id) {
        WaitingForLabel gone = states.remove(id);
        if (gone != null) {
            room.addAndGet(gone.original().size());
        }
    }

    /** Gives all of its room back. */
    void clear() {
        while (!states.isEmpty()) {
            released(states.pollFirstEntry());
        }
    }

    private void released(Map.Entry<String, WaitingForLabel> oldest) {
        room.addAndGet(oldest.getValue().original().size());
    }
}
