package dev.evergreen.evaluator.join;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Where one side of the join waits, by id and in the order of event times. */
public interface Shelf<T> {
    Optional<T> get(String id);

    /** Adds an id that is not there. */
    void add(String id, Instant eventTime, T entry);

    /** Changes what is kept for an id that is there. */
    void replace(String id, T entry);

    void remove(String id, Instant eventTime);

    /**
     * Takes entries away, oldest first, up to the first whose event time (milliseconds since the epoch) fails the test.
     *
     * @return how many
     */
    long removeOldest(LongPredicate test);
}
