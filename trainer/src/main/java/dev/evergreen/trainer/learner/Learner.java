package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;

/** A family of candidates: what it is called, which parameters it takes, and how it fits. Stateless and thread-safe. */
public interface Learner {

    /** The name in pipeline files, such as {@code random-forest}. */
    String name();

    /** Whether it can learn such a label. */
    boolean supports(Label label);

    /** Every parameter it takes, with default and allowed values, named as in scikit-learn. */
    List<ParameterSpec> parameters();

    /** The same parameters with what is allowed for such a label and so many features, where that is less. */
    default List<ParameterSpec> parametersFor(Label label, int features) {
        return parameters();
    }

    /**
     * Fits on the calling thread and no other.
     *
     * @param rows the rows to train on, at least one
     * @param seed everything random comes from it: the same arguments give the same model, bit for bit
     * @throws InterruptedException if the calling thread was interrupted; the fit stops soon after
     */
    TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed) throws InterruptedException;
}
