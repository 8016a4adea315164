package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.boosting.BoostingBytes;
import dev.evergreen.trainer.boosting.BoostingSpec;
import dev.evergreen.trainer.boosting.EarlyStopping;
import dev.evergreen.trainer.boosting.HistogramBoosting;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Evergreen's own gradient boosting, on columns in 8 bits that all fits of a window share. Of one fit every smaller number of
 * rounds can be read.
 *
 * <p>Unlike scikit-learn's {@code HistGradientBoosting}: it stops early only if asked to, and looks at the newest rows then;
 * a split of a nominal feature weighs rare values too.
 */
final class HistogramBoostingLearner implements Learner {
    private static final String N_ESTIMATORS = "n_estimators";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String MAX_LEAF_NODES = "max_leaf_nodes";
    private static final String MAX_DEPTH = "max_depth";
    private static final String MIN_SAMPLES_LEAF = "min_samples_leaf";
    private static final String L2_REGULARIZATION = "l2_regularization";
    private static final String SUBSAMPLE = "subsample";
    private static final String CLASS_WEIGHT = "class_weight";
    private static final String BALANCED = "balanced";
    private static final String EARLY_STOPPING = "early_stopping";
    private static final String VALIDATION_FRACTION = "validation_fraction";
    private static final String N_ITER_NO_CHANGE = "n_iter_no_change";
    private static final String TOL = "tol";

    private static final int MAX_ESTIMATORS = 10_000;
    /** Of a tree without max_depth: far deeper than any grows that learns something. */
    private static final int DEEPEST = 4_000;

    /** Far more than any second derivatives add up to. */
    private static final double GREATEST = 1e12;

    private static final List<ParameterSpec> PARAMETERS = List.of(
            ParameterSpec.whole(N_ESTIMATORS, 100, 1, MAX_ESTIMATORS),
            ParameterSpec.share(LEARNING_RATE, 0.1),
            ParameterSpec.limit(MAX_LEAF_NODES, 2, Integer.MAX_VALUE / 4).by(ParameterValue.of(31)),
            ParameterSpec.limit(MAX_DEPTH, 1, DEEPEST),
            ParameterSpec.whole(MIN_SAMPLES_LEAF, 20, 1, Integer.MAX_VALUE / 4),
            ParameterSpec.atLeast0(L2_REGULARIZATION, 0, GREATEST),
            MaxFeatures.allUnlessGiven(Pipeline.MAX_FEATURES),
            ParameterSpec.share(SUBSAMPLE, 1.0),
            ParameterSpec.words(CLASS_WEIGHT, Parameters.NONE, BALANCED),
            ParameterSpec.flag(EARLY_STOPPING, false),
            new ParameterSpec(
                    VALIDATION_FRACTION, ParameterValue.of(0.1), List.of(new ParameterSpec.Allowed.Reals(0, 1, false))),
            ParameterSpec.whole(N_ITER_NO_CHANGE, 10, 1, MAX_ESTIMATORS),
            ParameterSpec.atLeast0(TOL, 1e-7, GREATEST));

    @Override
    public String name() {
        return "histogram-boosting";
    }

    @Override
    public boolean supports(Label label) {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<ParameterSpec> parametersFor(Label label, int features) {
        return PARAMETERS.stream()
                .map(spec -> switch (spec.name()) {
                    case MaxFeatures.NAME -> MaxFeatures.allUnlessGiven(features);
                    case CLASS_WEIGHT ->
                        label instanceof Label.Classes ? spec : ParameterSpec.words(CLASS_WEIGHT, Parameters.NONE);
                    default -> spec;
                })
                .toList();
    }

    @Override
    public TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed)
            throws InterruptedException {
        return HistogramBoosting.fit(data, rows, spec(data, parameters), seed).ensemble();
    }

    @Override
    public boolean takesMissing() {
        return true;
    }

    @Override
    public Set<String> nested() {
        return Set.of(N_ESTIMATORS);
    }

    /** Where boosting ends early, all candidates that ask for more rounds than it has are the same. */
    @Override
    public NestedFit fitNested(TrainingData data, RowSet rows, List<Parameters> candidates, long seed)
            throws InterruptedException {
        Parameters most = candidates.stream()
                .max(Comparator.comparingInt(c -> c.whole(N_ESTIMATORS)))
                .orElseThrow();
        int[] stages = candidates.stream().mapToInt(c -> c.whole(N_ESTIMATORS)).toArray();
        HistogramBoosting boosting = HistogramBoosting.fit(data, rows, spec(data, most), seed);
        return (window, scored) -> boosting.answers(stages, window, scored);
    }

    @Override
    public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
        int classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        return BoostingBytes.of(spec(features.size(), classes > 0, parameters), rows, features, classes);
    }

    private static BoostingSpec spec(TrainingData data, Parameters parameters) {
        return spec(data.features().size(), data.label() instanceof Label.Classes, parameters);
    }

    private static BoostingSpec spec(int features, boolean classifier, Parameters parameters) {
        boolean balanced = parameters.word(CLASS_WEIGHT).equals(BALANCED);
        if (balanced && !classifier) {
            throw new IllegalArgumentException("class_weight balanced for a regression");
        }
        var limits = new GrowthLimits(
                parameters.limit(MAX_DEPTH).orElse(DEEPEST),
                2,
                parameters.whole(MIN_SAMPLES_LEAF),
                MaxFeatures.count(parameters, features, classifier),
                parameters.limit(MAX_LEAF_NODES).orElse(GrowthLimits.UNLIMITED));
        return new BoostingSpec(
                parameters.whole(N_ESTIMATORS),
                parameters.real(LEARNING_RATE),
                limits,
                parameters.real(L2_REGULARIZATION),
                parameters.real(SUBSAMPLE),
                balanced,
                stopping(parameters));
    }

    private static Optional<EarlyStopping> stopping(Parameters parameters) {
        return parameters.value(EARLY_STOPPING).equals(ParameterValue.of(true))
                ? Optional.of(new EarlyStopping(
                        parameters.real(VALIDATION_FRACTION), parameters.whole(N_ITER_NO_CHANGE), parameters.real(TOL)))
                : Optional.empty();
    }
}
