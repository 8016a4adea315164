package dev.evergreen.evaluator.drift;

import java.util.OptionalInt;

/**
 * A change, as a detector sees it.
 *
 * @param feature by its place; empty if the losses changed
 * @param value what was measured
 * @param threshold which it exceeds
 * @param sinceRows how many rows, this one included, have come since the change is thought to have begun
 * @param sinceTime event time of the first of those, in milliseconds since the epoch
 */
record Signal(OptionalInt feature, double value, double threshold, long sinceRows, long sinceTime) {

    static Signal ofLoss(double value, double threshold, long sinceRows, long sinceTime) {
        return new Signal(OptionalInt.empty(), value, threshold, sinceRows, sinceTime);
    }
}
