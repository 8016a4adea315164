package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.List;
import smile.data.DataFrame;
import smile.model.cart.Loss;
import smile.regression.RegressionTree;

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
    TreeEnsemble fit(TrainingFrame frame, Parameters parameters, long seed) throws InterruptedException {
        if (Math.round(frame.rows() * parameters.real(SUBSAMPLE)) < frame.classes().length + 1) {
            return Constants.of(frame);
        }
        return frame.classifier() ? fitClassifier(frame, parameters) : fitRegression(frame, parameters);
    }

    private static TreeEnsemble fitClassifier(TrainingFrame frame, Parameters parameters) throws InterruptedException {
        requireLoss(parameters, List.of(AUTO, LOG_LOSS));
        smile.classification.GradientTreeBoost model;
        try (var controller = new FitController<smile.classification.GradientTreeBoost.TrainingStatus>()) {
            var options = new smile.classification.GradientTreeBoost.Options(
                    parameters.whole(N_ESTIMATORS),
                    smileDepth(parameters),
                    smileLeaves(parameters, frame.rows()),
                    parameters.whole(MIN_SAMPLES_LEAF),
                    parameters.real(LEARNING_RATE),
                    parameters.real(SUBSAMPLE),
                    null,
                    controller);
            model = smile.classification.GradientTreeBoost.fit(frame.formula(), frame.xy(), options);
        }
        FitController.stopIfInterrupted();
        RegressionTree[][] trees = model.trees();
        boolean binary = frame.classes().length == 2;
        TreeEnsembleBuilder builder = binary
                ? TreeEnsembleBuilder.classifier(
                        Combination.LOGISTIC, frame.features(), frame.outputs(), frame.classes(), SmileTrees.b(model))
                : TreeEnsembleBuilder.classifier(
                        Combination.SOFTMAX, frame.features(), frame.outputs(), frame.classes());
        for (int round = 0; round < trees[0].length; round++) {
            for (RegressionTree[] ofClass : trees) {
                add(builder, ofClass[round], parameters);
            }
        }
        return builder.build(model.importance());
    }

    private static TreeEnsemble fitRegression(TrainingFrame frame, Parameters parameters) throws InterruptedException {
        smile.regression.GradientTreeBoost model;
        try (var controller = new FitController<smile.regression.GradientTreeBoost.TrainingStatus>()) {
            var options = new smile.regression.GradientTreeBoost.Options(
                    regressionLoss(parameters),
                    parameters.whole(N_ESTIMATORS),
                    smileDepth(parameters),
                    smileLeaves(parameters, frame.rows()),
                    parameters.whole(MIN_SAMPLES_LEAF),
                    parameters.real(LEARNING_RATE),
                    parameters.real(SUBSAMPLE),
                    null,
                    controller);
            DataFrame xy = frame.xy();
            model = smile.regression.GradientTreeBoost.fit(frame.formula(), xy, options);
        }
        FitController.stopIfInterrupted();
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, frame.features(), SmileTrees.b(model));
        for (RegressionTree tree : model.trees()) {
            add(builder, tree, parameters);
        }
        return builder.build(model.importance());
    }

    private static void add(TreeEnsembleBuilder to, RegressionTree tree, Parameters parameters) {
        // Smile multiplies when it predicts; the product is the same here.
        SmileTrees.add(to, 1.0, tree.root(), SmileTrees.number(parameters.real(LEARNING_RATE)));
    }

    private static Loss regressionLoss(Parameters parameters) {
        requireLoss(parameters, List.of(AUTO, SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, QUANTILE));
        return switch (parameters.word(LOSS)) {
            case ABSOLUTE_ERROR -> Loss.lad();
            case HUBER -> Loss.huber(parameters.real(ALPHA));
            case QUANTILE -> Loss.quantile(parameters.real(ALPHA));
            default -> Loss.ls();
        };
    }

    private static void requireLoss(Parameters parameters, List<String> allowed) {
        if (!allowed.contains(parameters.word(LOSS))) {
            throw new IllegalArgumentException("loss %s for this kind of label".formatted(parameters.word(LOSS)));
        }
    }
}
