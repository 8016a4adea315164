package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Met;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Prediction;

/** What comes out of scoring and joining. */
sealed interface Emitted {

    /** For the world. */
    record Answered(Prediction prediction) implements Emitted {}

    /**
     * For the figures.
     *
     * @param features those of the first that drift detectors watch
     */
    record Joined(Met met, FeatureVector features) implements Emitted {}
}
