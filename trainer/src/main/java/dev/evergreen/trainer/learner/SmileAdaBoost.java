package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.List;

/**
 * Smile's AdaBoost (SAMME). Unlike scikit-learn it draws a weighted sample for each tree rather than weighting the rows,
 * has no learning rate, and may end with fewer trees than asked for when four in a row are no better than guessing.
 */
final class SmileAdaBoost extends SmileLearner {
    private static final List<ParameterSpec> PARAMETERS = List.of(
            ParameterSpec.whole(N_ESTIMATORS, 50, 1, MAX_ESTIMATORS),
            ParameterSpec.whole(MAX_DEPTH, 1, 1, DEEPEST),
            ParameterSpec.limit(MAX_LEAF_NODES, 2, Integer.MAX_VALUE / 4),
            ParameterSpec.whole(MIN_SAMPLES_LEAF, 1, 1, Integer.MAX_VALUE / 4));

    @Override
    public String name() {
        return "ada-boost";
    }

    @Override
    public boolean supports(Label label) {
        return label instanceof Label.Classes;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return PARAMETERS;
    }

    @Override
    public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
        // A weight, a mark and a draw a row; leaves hold a class only, so that all trees share their numbers.
        var ensemble = new Workspace.Ensemble(0.633, 13, parameters.whole(N_ESTIMATORS), 0);
        return Workspace.of(rows, features, label).bytes(treeShape(parameters, rows, features.size()), ensemble);
    }

    @Override
    TreeEnsemble fit(TrainingFrame frame, Parameters parameters, long seed) {
        return new SmileAdaptiveRounds(frame, treeShape(parameters, frame.rows(), frame.features()))
                .run(parameters.whole(N_ESTIMATORS));
    }
}
