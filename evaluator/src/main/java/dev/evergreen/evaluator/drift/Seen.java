package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.FeatureVector;

/**
 * A labeled row that the champion had answered.
 *
 * @param loss 0 to 1
 * @param time event time in milliseconds since the epoch
 * @param features of which the first are watched; none if no detector watches them
 */
record Seen(double loss, long time, FeatureVector features) {}
