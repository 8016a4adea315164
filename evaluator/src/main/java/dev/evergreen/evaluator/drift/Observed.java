package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.FeatureVector;
import java.time.Instant;

/**
 * A labeled event that the champion had answered.
 *
 * @param champion its round
 * @param rows labeled events that were evaluated so far, this one included
 * @param label the class's code, or the number
 * @param answer of the champion, likewise
 * @param features at least as many as {@link DriftWatch#featuresWatched} says
 */
public record Observed(
        long champion, long rows, Instant eventTime, double label, double answer, FeatureVector features) {}
