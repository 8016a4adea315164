package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.champion.Contest;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.OptionalLong;

/**
 * When a model that is here is taken in: once the rows that it was trained on were all evaluated, so that it does not depend
 * on whether its way or theirs was the quicker; or after a while, as rows may have been labeled that were never events.
 */
final class Arrivals {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private long waitingFor = -1;
    private long since;

    /** @param now milliseconds of the wall clock */
    OptionalLong next(NavigableMap<Long, Instant> models, Contest contest, long now) {
        var next = models.higherEntry(contest.newest());
        if (next == null) {
            return OptionalLong.empty();
        }
        if (next.getKey() != waitingFor) {
            waitingFor = next.getKey();
            since = now;
        }
        boolean caughtUp = !next.getValue().isAfter(contest.upTo());
        return caughtUp || now - since >= PATIENCE.toMillis() ? OptionalLong.of(next.getKey()) : OptionalLong.empty();
    }
}
