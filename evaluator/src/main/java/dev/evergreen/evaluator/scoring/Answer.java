package dev.evergreen.evaluator.scoring;

import dev.evergreen.ingest.event.Prediction;
import java.util.Optional;

/**
 * The answer to a feature event: what the world is told, and what is remembered until the label comes.
 *
 * @param guess absent if unscored
 */
public record Answer(Prediction prediction, Optional<Guess> guess) {}
