package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Met;
import dev.evergreen.ingest.event.Prediction;

/** What comes out of scoring and joining. */
sealed interface Emitted {

    /** For the world. */
    record Answered(Prediction prediction) implements Emitted {}

    /** For the figures. */
    record Joined(Met met) implements Emitted {}
}
