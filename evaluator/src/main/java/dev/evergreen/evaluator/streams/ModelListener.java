package dev.evergreen.evaluator.streams;

/** Hears which model serves; called on a Streams thread, so it must be quick and must not throw. */
public interface ModelListener {

    /** A model of the pipeline answers from now on; told once for each, and again after a restart. */
    void modelLoaded(String pipeline, long round);

    /** One for those who do not care. */
    static ModelListener none() {
        return (pipeline, round) -> {};
    }
}
