package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.List;
import smile.model.cart.Loss;

/**
 * Smile's gradient tree boosting. Unlike scikit-learn's it tries about a hundred thresholds a column, draws
 * {@code subsample} by class, and starts the classes from equal odds when there are more than two.
 */
final class SmileGradientBoosting extends SmileLearner {
    private static final String LEARNING_RATE = "learning_rate";
    private static final String SUBSAMPLE = "subsample";
    private static final String LOSS = "loss";
    private static final String ALPHA = "alpha";
    private static final String AUTO = "auto";
    private static final String LOG_LOSS = "log_loss";
    private static final String SQUARED_ERROR = "squared_error";
    private static final String ABSOLUTE_ERROR = "absolute_error";
    private static final String HUBER = "huber";
    private static final String QUANTILE = "quantile";

    private static final List<ParameterSpec> PARAMETERS = List.of(
            ParameterSpec.whole(N_ESTIMATORS, 100, 1, MAX_ESTIMATORS),
            ParameterSpec.share(LEARNING_RATE, 0.1),
            ParameterSpec.whole(MAX_DEPTH, 3, 1, DEEPEST),
            ParameterSpec.limit(MAX_LEAF_NODES, 2, Integer.MAX_VALUE / 4),
            ParameterSpec.whole(MIN_SAMPLES_LEAF, 1, 1, Integer.MAX_VALUE / 4),
            ParameterSpec.share(SUBSAMPLE, 1.0),
            ParameterSpec.words(LOSS, AUTO, LOG_LOSS, SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, QUANTILE),
            new ParameterSpec(ALPHA, ParameterValue.of(0.9), List.of(new ParameterSpec.Allowed.Reals(0, 1, false))));

    @Override
    public String name() {
        return "gradient-boosting";
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
        ParameterSpec loss = switch (label) {
            case Label.Classes _ -> ParameterSpec.words(LOSS, AUTO, LOG_LOSS);
            case Label.Regression _ -> ParameterSpec.words(LOSS, AUTO, SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, QUANTILE);
        };
        return PARAMETERS.stream().map(s -> s.name().equals(LOSS) ? loss : s).toList();
    }

    @Override
    TreeEnsemble fit(TrainingFrame frame, Parameters parameters, long seed) {
        if (Math.round(frame.rows() * parameters.real(SUBSAMPLE)) < frame.classes().length + 1) {
            return Constants.of(frame);
        }
        requireLoss(parameters, frame.classifier());
        var boosting = new SmileBoosting(
                frame,
                new SmileBoosting.Shape(
                        parameters.whole(N_ESTIMATORS),
                        parameters.real(LEARNING_RATE),
                        parameters.real(SUBSAMPLE),
                        treeShape(parameters, frame.rows(), frame.features())));
        return switch (frame.classes().length) {
            case 0 -> boosting.regression(regressionLoss(parameters));
            case 2 -> boosting.twoClasses();
            default -> boosting.manyClasses();
        };
    }

    @Override
    public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
        int classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        // A permutation; what the loss keeps; for many classes that for each and the shares as an array a row.
        int rowBytes = classes > 2 ? 24 + 28 * classes : 24;
        long trees = (long) parameters.whole(N_ESTIMATORS) * (classes > 2 ? classes : 1);
        return Workspace.of(rows, features, label)
                .bytes(
                        treeShape(parameters, rows, features.size()),
                        new Workspace.Ensemble(parameters.real(SUBSAMPLE), rowBytes, trees, 1));
    }

    private static Loss regressionLoss(Parameters parameters) {
        return switch (parameters.word(LOSS)) {
            case ABSOLUTE_ERROR -> Loss.lad();
            case HUBER -> Loss.huber(parameters.real(ALPHA));
            case QUANTILE -> Loss.quantile(parameters.real(ALPHA));
            default -> Loss.ls();
        };
    }

    private static void requireLoss(Parameters parameters, boolean classifier) {
        var allowed =
                classifier ? List.of(AUTO, LOG_LOSS) : List.of(AUTO, SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, QUANTILE);
        if (!allowed.contains(parameters.word(LOSS))) {
            throw new IllegalArgumentException("loss %s for this kind of label".formatted(parameters.word(LOSS)));
        }
    }
}
