package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.Arrays;

/** The answer where there is nothing to learn from: one class only, or too few rows to draw from. */
final class Constants {
    private Constants() {}

    /** The share of each class, or the mean target. */
    static TreeEnsemble of(TrainingFrame frame) {
        var nothing = new double[frame.features()];
        if (!frame.classifier()) {
            double mean = Arrays.stream(frame.targets()).average().orElseThrow();
            return TreeEnsembleBuilder.regression(Combination.CONSTANT, frame.features(), mean)
                    .build(nothing);
        }
        var shares = new double[frame.classes().length];
        for (int c : frame.y()) {
            shares[c]++;
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= frame.rows();
        }
        return TreeEnsembleBuilder.classifier(
                        Combination.CONSTANT, frame.features(), frame.outputs(), frame.classes(), shares)
                .build(nothing);
    }
}
