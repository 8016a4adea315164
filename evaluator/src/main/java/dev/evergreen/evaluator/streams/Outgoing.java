package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;

/** What comes out of evaluating and judging. */
sealed interface Outgoing {

    /** A row met its label. */
    record Evaluated(Evaluation evaluation) implements Outgoing {}

    /** Something was decided. */
    record Decided(ModelEvent decision) implements Outgoing {}

    /** Others are to answer. */
    record LinedUp(Lineup lineup) implements Outgoing {}

    /** The stream has changed. */
    record Alarmed(DriftAlarm alarm) implements Outgoing {}

    /** Someone else has to do something about it. */
    record Ordered(ControlMessage order) implements Outgoing {}
}
