package dev.evergreen.evaluator.join;

import dev.evergreen.evaluator.scoring.Guess;
import java.util.Optional;

/** What is known of an event that was answered. */
public sealed interface Remembered {

    /**
     * Its label is still to come.
     *
     * @param guess absent if the event went unscored
     */
    record Open(Optional<Guess> guess) implements Remembered {}

    /** It met its label, and is remembered only so that neither counts twice. */
    record Settled() implements Remembered {}
}
