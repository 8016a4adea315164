package dev.evergreen.infra.bench.change;

import java.time.Duration;
import java.util.Arrays;

/** The times between what comes again and again: predictions, or the waking of a thread. */
final class Silences {
    /** A model that has just begun to answer is compiled code's first, and the old one is garbage. */
    static final Duration AFTER = Duration.ofMillis(200);

    private final long[] arrivals;

    /** @param arrivals when each came, rising; the array becomes this object's */
    Silences(long[] arrivals) {
        this.arrivals = arrivals;
    }

    /** The longest while a model came and took over. */
    long at(Change change) {
        return longest(change.ordered(), end(change));
    }

    /** The longest in as much time before that, as far as nothing changed. */
    long before(Change change) {
        long length = end(change) - change.ordered();
        return longest(Math.max(change.quietSince(), change.ordered() - length), change.ordered());
    }

    static long end(Change change) {
        return change.answers() + AFTER.toNanos();
    }

    /** Of those that touch the time between, also where they begin before or end after it. */
    private long longest(long from, long to) {
        int next = Arrays.binarySearch(arrivals, from);
        next = next < 0 ? -next - 1 : next;
        long longest = 0;
        for (int i = Math.max(1, next); i < arrivals.length && arrivals[i - 1] < to; i++) {
            longest = Math.max(longest, arrivals[i] - arrivals[i - 1]);
        }
        return longest;
    }
}
