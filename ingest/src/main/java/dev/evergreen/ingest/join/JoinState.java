package dev.evergreen.ingest.join;

import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import java.time.Instant;

/** What is known of one event's id. */
public sealed interface JoinState {

    /** Neither side has come, or it is forgotten. */
    record Unknown() implements JoinState {}

    /** One side has come. */
    sealed interface Waiting extends JoinState {
        /** The message that waits. */
        Original original();

        /** It waits no longer when the clock is past this. */
        Instant deadline();
    }

    /** The features have come. */
    record WaitingForLabel(FeatureEvent features, Original original, Instant deadline) implements Waiting {}

    /** The label has come. */
    record WaitingForFeatures(LabelEvent label, Original original, Instant deadline) implements Waiting {}

    /**
     * Both have come, or the wait is over.
     *
     * @param until it is forgotten when the clock is past this
     */
    record Done(Ending ending, Instant until) implements JoinState {}

    /** How an id came to be done. */
    enum Ending {
        JOINED,
        /** No label came for its features. */
        FEATURES_EXPIRED,
        /** No features came for its label. */
        LABEL_EXPIRED
    }
}
