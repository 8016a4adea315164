package dev.evergreen.evaluator.scoring;

import java.time.Instant;

/** What became of a message on the models topic. */
public sealed interface ModelCheck {

    /**
     * It can serve.
     *
     * @param trainedUpTo event time of the newest row of its window
     */
    record Accepted(ServedModel model, Instant trainedUpTo) implements ModelCheck {}

    /**
     * It never serves.
     *
     * @param reason one line for a person
     */
    record Refused(String reason) implements ModelCheck {}
}
