package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One decision on a pipeline's models, with the numbers that it rests on.
 *
 * @param round of the model that it is about
 * @param champion before the decision; absent before there was one
 * @param version of the line-up since; that of the one before if it stays as it was
 * @param rows labeled events that were evaluated so far
 * @param eventTime greatest of those; absent before the first
 * @param evidence of the model against the champion; absent where none counted
 * @param request that a user's order came with, to find the answer by
 * @param reason one line for people
 */
public record ModelEvent(
        String pipeline,
        Kind kind,
        Cause cause,
        long round,
        Optional<Long> champion,
        long version,
        long rows,
        Optional<Instant> eventTime,
        Optional<Evidence> evidence,
        Optional<String> request,
        String reason) {

    /** What happened to the model. */
    public enum Kind {
        /** It answers in the champion's shadow from now on. */
        ARRIVED,
        /** It is champion. */
        PROMOTED,
        /** It is champion again. */
        ROLLED_BACK,
        /** It answers no more. */
        RETIRED,
        /** A user's order could not be followed. */
        REFUSED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why. */
    public enum Cause {
        /** It won its round. */
        WINNER,
        /** There was no champion. */
        FIRST,
        /** The test says so. */
        TEST,
        /** There is room for so many only. */
        ROOM,
        /** The pipeline's policy is to promote each winner. */
        NEWEST,
        /** A user ordered it. */
        USER;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a challenger stands against the champion.
     *
     * @param events labeled, answered by both
     * @param eValue wealth of one who bets on the challenger, from 1; at {@code 1 / level} it has won
     * @param level its share of alpha
     * @param meanGain by how much its loss was less than the champion's on average
     */
    public record Evidence(long events, double eValue, double level, double meanGain) {}
}
