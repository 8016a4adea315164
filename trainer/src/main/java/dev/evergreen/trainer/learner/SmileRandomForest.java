package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.List;
import smile.model.cart.SplitRule;

/**
 * Smile's random forest. Its trees are grown one after another by Smile's own tree classes, with the samples and weights
 * that its {@code RandomForest.fit} would draw for the same seeds; that method is not called since it spends time on
 * out-of-bag reports for each tree, which fail on rare classes, and cannot be stopped.
 *
 * <p>Unlike scikit-learn's: each class is sampled by itself; {@code max_samples} below 1 draws without replacement;
 * {@code min_samples_leaf} counts a row as often as it was drawn; classification tries only thresholds between rows of
 * different classes, regression about a hundred a column; sister leaves of the same class are merged; leaves are smoothed
 * by one count a class; a tree's weight is its out-of-bag accuracy.
 */
final class SmileRandomForest extends SmileLearner {
    private static final String MAX_SAMPLES = "max_samples";
    private static final String CRITERION = "criterion";
    private static final String AUTO = "auto";
    private static final String GINI = "gini";
    private static final String ENTROPY = "entropy";
    private static final String LOG_LOSS = "log_loss";
    private static final String CLASSIFICATION_ERROR = "classification_error";
    private static final String SQUARED_ERROR = "squared_error";

    private static final List<ParameterSpec> PARAMETERS = List.of(
            ParameterSpec.whole(N_ESTIMATORS, 100, 1, MAX_ESTIMATORS),
            ParameterSpec.limit(MAX_DEPTH, 1, DEEPEST),
            MaxFeatures.spec(Pipeline.MAX_FEATURES),
            ParameterSpec.whole(MIN_SAMPLES_LEAF, 1, 1, Integer.MAX_VALUE / 4),
            ParameterSpec.limit(MAX_LEAF_NODES, 2, Integer.MAX_VALUE / 4),
            ParameterSpec.share(MAX_SAMPLES, 1.0),
            ParameterSpec.words(CRITERION, AUTO, GINI, ENTROPY, LOG_LOSS, CLASSIFICATION_ERROR, SQUARED_ERROR));

    @Override
    public String name() {
        return "random-forest";
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
        ParameterSpec criterion = switch (label) {
            case Label.Classes _ -> ParameterSpec.words(CRITERION, AUTO, GINI, ENTROPY, LOG_LOSS, CLASSIFICATION_ERROR);
            case Label.Regression _ -> ParameterSpec.words(CRITERION, AUTO, SQUARED_ERROR);
        };
        return PARAMETERS.stream()
                .map(s -> switch (s.name()) {
                    case CRITERION -> criterion;
                    case MaxFeatures.NAME -> MaxFeatures.spec(features);
                    default -> s;
                })
                .toList();
    }

    @Override
    public int parts(Parameters parameters) {
        return SmileForest.parts(parameters.whole(N_ESTIMATORS));
    }

    @Override
    TreeEnsemble fit(TrainingFrame frame, Parameters parameters, long seed) {
        return forest(frame, parameters, seed).whole();
    }

    @Override
    List<TreeEnsemble> fitParts(TrainingFrame frame, Parameters parameters, long seed, int from, int to) {
        return forest(frame, parameters, seed).parts(from, to);
    }

    @Override
    public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
        double share = parameters.real(MAX_SAMPLES);
        boolean classifier = label instanceof Label.Classes;
        // Of n draws with replacement, (1 - 1 / e) n are different ones. Leaves of few rows share their numbers.
        var ensemble =
                new Workspace.Ensemble(share == 1.0 ? 0.633 : share, Integer.BYTES, parameters.whole(N_ESTIMATORS), 1);
        return Workspace.of(rows, features, label)
                .bytes(
                        treeShape(parameters, rows, MaxFeatures.count(parameters, features.size(), classifier)),
                        ensemble);
    }

    private static SmileForest forest(TrainingFrame frame, Parameters parameters, long seed) {
        var shape = new SmileForest.Shape(
                parameters.whole(N_ESTIMATORS),
                parameters.real(MAX_SAMPLES),
                treeShape(
                        parameters, frame.rows(), MaxFeatures.count(parameters, frame.features(), frame.classifier())));
        String criterion = parameters.word(CRITERION);
        if (!frame.classifier()) {
            if (!List.of(AUTO, SQUARED_ERROR).contains(criterion)) {
                throw new IllegalArgumentException("criterion %s for a regression".formatted(criterion));
            }
            return new SmileNumberForest(frame, shape, seed);
        }
        SplitRule rule = switch (criterion) {
            case AUTO, GINI -> SplitRule.GINI;
            case ENTROPY, LOG_LOSS -> SplitRule.ENTROPY;
            case CLASSIFICATION_ERROR -> SplitRule.CLASSIFICATION_ERROR;
            default -> throw new IllegalArgumentException("criterion %s for classes".formatted(criterion));
        };
        return new SmileClassForest(frame, shape, seed, rule);
    }
}
