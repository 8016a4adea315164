package dev.evergreen.evaluator.prequential;

/** A part of the state that is new: written down one by one, all that were not replaced since give the state again. */
public sealed interface Change {

    /**
     * One count or number of a tally; replaces the one before it.
     *
     * @param scope {@link Prequential#OVERALL}, or the round of a model
     */
    record Cell(long scope, int cell, long value) implements Change {}

    /**
     * A row of the window; replaces the one that left the same slot.
     *
     * @param number counts the scored rows from 0
     */
    record Row(int slot, long number, Outcome outcome) implements Change {}

    /** A model's figures are no longer kept: its cells can go. */
    record Forgotten(long scope) implements Change {}
}
