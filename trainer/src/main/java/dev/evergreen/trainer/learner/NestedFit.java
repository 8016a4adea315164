package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;

/** What one fit gives for several candidates. */
public interface NestedFit {

    /**
     * The candidates' answers.
     *
     * @param data the window that was fitted on
     * @return {@code [candidates][rows x outputs]}, row by row, in the candidates' order
     */
    double[][] predict(TrainingData data, RowSet rows) throws InterruptedException;
}
