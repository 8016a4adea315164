package dev.evergreen.trainer.search;

import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;

/** Where fits come from: the learners, or a stand-in in a test. Thread-safe. */
@FunctionalInterface
public interface Fitter {

    /**
     * Fits on the calling thread and no other; the same arguments give the same scorer.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    RowScorer fit(TrainingData data, RowSet rows, Candidate candidate, long seed) throws InterruptedException;
}
