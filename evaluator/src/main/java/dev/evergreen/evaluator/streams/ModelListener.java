package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.event.Lineup;

/** Hears which models serve; called on a Streams thread, so it must be quick and must not throw. */
@FunctionalInterface
public interface ModelListener {

    /** A model of the pipeline gives the predictions from now on; told at each change, and again after a restart. */
    void modelLoaded(String pipeline, long round);

    /** A line-up answers from now on, as far as its models are here; told at each change, and again after a restart. */
    default void lineupServes(String pipeline, Lineup lineup) {}

    /** One for those who do not care. */
    static ModelListener none() {
        return (pipeline, round) -> {};
    }
}
