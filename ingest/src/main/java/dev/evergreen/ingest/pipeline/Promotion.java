package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

/**
 * When a challenger takes the champion's place.
 *
 * @param alpha bound on the rate of false promotions
 * @param minEvents evidence before any decision, in labeled events
 */
public record Promotion(double alpha, int minEvents) {
    public static final Promotion DEFAULT = new Promotion(0.05, 500);

    public Promotion {
        require(alpha > 0 && alpha < 1, "alpha", alpha, "above 0 and below 1");
        require(minEvents >= 1, "min_events", minEvents, "1 or more");
    }
}
