package dev.evergreen.ingest.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Ids in the order of their deadlines: a queue whose head is in memory and whose rest is on disk. An id that is done before
 * its deadline stays until then; whoever takes it looks what became of it.
 */
final class Deadlines {
    /** In memory; more than that, and the later half goes to disk. */
    static final int HEAD = 4_096;

    /** Few enough that a block of which only the first is due costs little, enough that one due as a whole costs nothing. */
    static final int BLOCK = 64;

    private final DeadlineBlocks rest;
    private final TreeSet<Deadline> head = new TreeSet<>();

    Deadlines(DeadlineBlocks rest) {
        this.rest = rest;
    }

    void add(Instant at, String id) {
        head.add(new Deadline(at, id));
        keepHeadShort();
    }

    /** Takes the ids whose deadline the clock has passed, earliest first. */
    List<String> takePassed(Instant clock, int atMost) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < atMost && firstIsInMemory(clock)) {
            ids.add(head.removeFirst().id());
        }
        return ids;
    }

    /** Whether any has passed; the first of them is in memory then. */
    private boolean firstIsInMemory(Instant clock) {
        // What is taken begins earlier than all in memory and what leaves it is later, so this comes to an end.
        while (rest.earliest()
                .filter(first -> clock.isAfter(first.at()))
                .filter(first -> head.isEmpty() || first.compareTo(head.getFirst()) < 0)
                .isPresent()) {
            head.addAll(rest.takeFirst());
            keepHeadShort();
        }
        return !head.isEmpty() && clock.isAfter(head.getFirst().at());
    }

    private void keepHeadShort() {
        if (head.size() <= HEAD) {
            return;
        }
        List<Deadline> latestFirst = new ArrayList<>();
        while (head.size() > HEAD / 2) {
            latestFirst.add(head.removeLast());
        }
        List<Deadline> later = latestFirst.reversed();
        for (int from = 0; from < later.size(); from += BLOCK) {
            rest.write(later.subList(from, Math.min(from + BLOCK, later.size())));
        }
    }
}
