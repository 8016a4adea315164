package dev.evergreen.trainer.search;

import dev.evergreen.trainer.learner.NestedFit;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;

/** Where fits come from: the learners, or a stand-in in a test. Thread-safe. */
@FunctionalInterface
public interface Fitter {

    /**
     * Fits on the calling thread and no other; the same arguments give the same answers.
     *
     * @param family one candidate, or some of one of the {@link #families}
     * @throws InterruptedException if the calling thread was interrupted
     */
    NestedFit fit(TrainingData data, RowSet rows, List<Candidate> family, long seed) throws InterruptedException;

    /**
     * Candidates that one fit can serve, together: each candidate in one family, families and their members by number.
     */
    default List<List<Candidate>> families(List<Candidate> candidates) {
        return candidates.stream().map(List::of).toList();
    }
}
