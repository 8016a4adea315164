package dev.evergreen.infra.python;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Map;

/** What learners and parameters of ours are called in another library, where names differ from scikit-learn's at all. */
public interface Counterpart {

    /**
     * The class of the estimator.
     *
     * @throws InvalidPipelineException if it has no such learner
     */
    String estimator(String learner, Label label);

    /** What all candidates have in common. */
    Map<String, ParameterValue> fixed(long seed);

    /**
     * The parameters that mean the same, by the library's names; what is left out is at the library's default.
     *
     * @param given as the user gave them; what is not given is at our default
     * @param rows to learn from, at most
     * @throws InvalidPipelineException for the first that the library cannot do
     */
    Map<String, ParameterValue> params(Map<String, ParameterValue> given, Label label, int features, int rows);
}
