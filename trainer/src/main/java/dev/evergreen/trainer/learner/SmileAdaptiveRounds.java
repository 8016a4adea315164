package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.Arrays;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.math.MathEx;
import smile.model.cart.SplitRule;

/**
 * The rounds of Smile's AdaBoost (SAMME: Zhu, Zou, Rosset, Hastie: Multi-class AdaBoost, 2009) over Smile's trees: the
 * same draws and sums in the same order as in its {@code AdaBoost.fit} (6.3.0). That method is not called since it can be
 * stopped between rounds only and keeps every tree as objects until it ends.
 */
final class SmileAdaptiveRounds {
    private static final int MOST_FAILURES = 3;

    private final TrainingFrame frame;
    private final TreeShape shape;
    private final DataFrame x;
    private final int[] y;
    private final int[][] order;
    private final int[] samples;
    private final double[] weights;
    private final boolean[] wrong;

    SmileAdaptiveRounds(TrainingFrame frame, TreeShape shape) {
        this.frame = frame;
        this.shape = shape;
        this.x = frame.x();
        this.y = frame.y();
        this.order = TrainingFrame.order(x);
        this.samples = new int[y.length];
        this.weights = new double[y.length];
        this.wrong = new boolean[y.length];
        Arrays.fill(weights, 1.0);
    }

    /** A constant where no tree is better than guessing. */
    TreeEnsemble run(int trees) {
        int k = frame.classes().length;
        var builder =
                TreeEnsembleBuilder.classifier(Combination.VOTES, frame.features(), frame.outputs(), frame.classes());
        var importance = new double[frame.features()];
        int grown = 0;
        int failures = 0;
        while (grown < trees && failures <= MOST_FAILURES) {
            DecisionTree tree = nextTree(k);
            double error = weightedError(tree);
            if (!(1 - error > 1.0 / k)) {
                failures++;
                continue;
            }
            failures = 0;
            grown++;
            double alpha = Math.log((1 - error) / Math.max(1E-10, error)) + Math.log(k - 1);
            raiseTheWrong(Math.exp(alpha));
            SmileTrees.add(builder, alpha, tree.root(), SmileTrees::vote);
            double[] ofTree = tree.importance();
            for (int f = 0; f < importance.length; f++) {
                importance[f] += ofTree[f];
            }
        }
        return grown == 0 ? Constants.of(frame) : builder.build(importance);
    }

    private DecisionTree nextTree(int k) {
        FitStopped.ifInterrupted();
        double total = MathEx.sum(weights);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        Arrays.fill(samples, 0);
        for (int row : MathEx.random(weights, weights.length)) {
            samples[row]++;
        }
        return new StoppableDecisionTree(x, y, frame.labelField(), k, SplitRule.GINI, shape, samples, order);
    }

    private double weightedError(DecisionTree tree) {
        double error = 0.0;
        for (int i = 0; i < y.length; i++) {
            FitStopped.ifInterrupted(i);
            wrong[i] = tree.predict(x.get(i)) != y[i];
            if (wrong[i]) {
                error += weights[i];
            }
        }
        return error;
    }

    private void raiseTheWrong(double factor) {
        for (int i = 0; i < weights.length; i++) {
            if (wrong[i]) {
                weights[i] *= factor;
            }
        }
    }
}
