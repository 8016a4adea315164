package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.EnsembleMerge;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.Findings;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A family of candidates: what it is called, which parameters it takes, and how it fits. Stateless and thread-safe. */
public interface Learner {

    /** The name in pipeline files, such as {@code random-forest}. */
    String name();

    /** Whether it can learn such a label. */
    boolean supports(Label label);

    /** Whether rows may lack the values of some features. */
    default boolean takesMissing() {
        return false;
    }

    /** Every parameter it takes, with default and allowed values, named as in scikit-learn. */
    List<ParameterSpec> parameters();

    /** The same parameters with what is allowed for such a label and so many features, where that is less. */
    default List<ParameterSpec> parametersFor(Label label, int features) {
        return parameters();
    }

    /**
     * Refuses combinations of values that are allowed each by itself.
     *
     * @throws InvalidPipelineException with the path within the candidate, such as {@code fixed.oob_score}
     */
    default void checkTogether(CandidateGrid candidate) {}

    /**
     * Fits on the calling thread and no other.
     *
     * @param rows the rows to train on, at least one
     * @param seed everything random comes from it: the same arguments give the same model, bit for bit
     * @throws InterruptedException if the calling thread was interrupted; the fit stops soon after
     */
    TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed) throws InterruptedException;

    /** Names of parameters of which one fit serves several values: candidates that differ in nothing else are nested. */
    default Set<String> nested() {
        return Set.of();
    }

    /**
     * Fits once for candidates that differ only in {@link #nested} parameters: what it answers for each is, bit for bit,
     * what {@link #fit} from the same seed would. This one serves learners of which n_estimators alone is nested, each
     * ensemble being the first rounds of a larger one; and those of which nothing is, one candidate at a time.
     *
     * @throws InterruptedException if the calling thread was interrupted; the fit stops soon after
     */
    default NestedFit fitNested(TrainingData data, RowSet rows, List<Parameters> candidates, long seed)
            throws InterruptedException {
        return StagedFit.of(this, data, rows, candidates, seed);
    }

    /**
     * Into how many parts a fit can be cut, so that several threads share it: 1 where it cannot be. All parts cost about
     * the same.
     */
    default int parts(Parameters parameters) {
        return 1;
    }

    /** Whether threads of its process that have nothing else to do help a fit, so that it need not be cut for them. */
    default boolean isHelped(Parameters parameters) {
        return false;
    }

    /**
     * Fits some of the parts only, as {@link #fit} does: {@link EnsembleMerge#merge} of all parts in their order is the
     * whole model, bit for bit, whichever calls they come from. What the parts have in common is prepared once a call.
     *
     * @param from the first part, 0 or more
     * @param to the part after the last, at most {@link #parts}
     * @return one ensemble a part, in order
     */
    default List<TreeEnsemble> fitParts(
            TrainingData data, RowSet rows, Parameters parameters, long seed, int from, int to)
            throws InterruptedException {
        Objects.checkFromToIndex(from, to, 1);
        return from == to ? List.of() : List.of(fit(data, rows, parameters, seed));
    }

    /** As {@link #fitParts}, and finds out of the model what the parameters ask for beside it. */
    default FittedParts refitParts(TrainingData data, RowSet rows, Parameters parameters, long seed, int from, int to)
            throws InterruptedException {
        return new FittedParts(fitParts(data, rows, parameters, seed, from, to), Findings.NONE);
    }

    /** As {@link #refitParts} of all parts, with one ensemble that holds them. */
    default FittedParts refit(TrainingData data, RowSet rows, Parameters parameters, long seed)
            throws InterruptedException {
        FittedParts all = refitParts(data, rows, parameters, seed, 0, parts(parameters));
        return new FittedParts(List.of(all.merged()), all.findings());
    }

    /**
     * The bytes that a fit is expected to hold at once at its peak, beside the training data that all fits share and with
     * the model that it returns. An estimate: seldom too low, rarely more than twice too high.
     *
     * @param rows how many rows it trains on
     */
    long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters);
}
