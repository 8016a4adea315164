package dev.evergreen.evaluator.join;

import dev.evergreen.evaluator.scoring.Guess;
import java.util.Optional;

/**
 * An answered event and its label: comes about once an event.
 *
 * @param guess absent if the event went unscored
 */
public record Met(String id, Truth truth, Optional<Guess> guess) {}
