package dev.evergreen.ingest.join;

import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.RejectReason;

/** What leaves the join. */
public sealed interface Outcome {

    /** Features and their label. */
    record Joined(LabeledExample example) implements Outcome {}

    /**
     * A message that found no partner, or came twice.
     *
     * @param detail one line for a person
     */
    record Rejected(Original original, RejectReason reason, String detail) implements Outcome {}
}
