package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Locale;

/**
 * When a challenger takes the champion's place.
 *
 * @param policy whether it has to win a test
 * @param alpha bound on the probability that a champion is ever replaced by one that is not better
 * @param minEvents evidence before any decision, in labeled events that both have answered
 * @param minGain how much better it has to be: a difference of accuracies, or for numbers a share of the champion's mean
 *     absolute error
 * @param maxChallengers how many are tested at once
 * @param checkEvery labeled events from one look at the evidence to the next
 */
public record Promotion(
        Policy policy, double alpha, int minEvents, double minGain, int maxChallengers, int checkEvery) {

    /** How champions are made. */
    public enum Policy {
        /** By a sequential test of each round's winner against the champion. */
        TEST,
        /** Each round's winner at once. */
        NEWEST;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Promotion DEFAULT = new Promotion(Policy.TEST, 0.05, 500, 0.0, 3, 1);

    public Promotion {
        require(alpha > 0 && alpha < 1, "alpha", alpha, "above 0 and below 1");
        require(minEvents >= 1, "min_events", minEvents, "1 or more");
        require(minGain >= 0 && minGain < 1, "min_gain", minGain, "0 or more and below 1");
        require(maxChallengers >= 1 && maxChallengers <= 20, "max_challengers", maxChallengers, "1 to 20");
        require(checkEvery >= 1, "check_every", checkEvery, "1 or more");
    }

    /** A test at this level after so many events, with defaults for the rest. */
    public static Promotion test(double alpha, int minEvents) {
        return new Promotion(
                Policy.TEST, alpha, minEvents, DEFAULT.minGain, DEFAULT.maxChallengers, DEFAULT.checkEvery);
    }

    public Promotion withPolicy(Policy other) {
        return new Promotion(other, alpha, minEvents, minGain, maxChallengers, checkEvery);
    }

    public Promotion withMinEvents(int events) {
        return new Promotion(policy, alpha, events, minGain, maxChallengers, checkEvery);
    }

    public Promotion withMinGain(double gain) {
        return new Promotion(policy, alpha, minEvents, gain, maxChallengers, checkEvery);
    }

    public Promotion withCheckEvery(int events) {
        return new Promotion(policy, alpha, minEvents, minGain, maxChallengers, events);
    }
}
