package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;

/** A fit that answers for several candidates, each as a fit of its own would. */
public interface NestedFit {

    /**
     * Scores on the calling thread.
     *
     * @return {@code [candidates][rows x outputs]}, row by row, in the candidates' order
     * @throws InterruptedException if the calling thread was interrupted
     */
    double[][] predict(TrainingData data, RowSet rows) throws InterruptedException;
}
