package dev.evergreen.evaluator.join;

/** What became of a label. */
public sealed interface Labeling {

    /** Its event was answered before: both are evaluated now. */
    record Meets(Met met) implements Labeling {}

    /** Its event has not come yet. */
    record Waits() implements Labeling {}

    /** The event has its label, or one that waits for it. */
    record Repeated() implements Labeling {}
}
