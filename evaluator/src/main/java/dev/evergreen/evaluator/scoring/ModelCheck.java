package dev.evergreen.evaluator.scoring;

/** What became of a message on the models topic. */
public sealed interface ModelCheck {

    /** It serves from now on. */
    record Accepted(ServedModel model) implements ModelCheck {}

    /**
     * It never serves.
     *
     * @param reason one line for a person
     */
    record Refused(String reason) implements ModelCheck {}
}
