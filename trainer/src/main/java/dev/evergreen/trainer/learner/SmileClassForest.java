package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.stream.IntStream;
import smile.classification.DecisionTree;
import smile.model.cart.CART;
import smile.model.cart.SplitRule;

/** A forest that tells classes apart: each class is sampled by itself, each tree weighs as much as it is right. */
final class SmileClassForest extends SmileForest {
    private final SplitRule rule;
    private final int[] y;
    /** The rows of each class. */
    private final int[][] members;

    SmileClassForest(TrainingFrame frame, Shape shape, long seed, SplitRule rule) {
        super(frame, shape, seed);
        this.rule = rule;
        this.y = frame.y();
        this.members = new int[frame.classes().length][];
        for (int c = 0; c < members.length; c++) {
            int of = c;
            members[c] = IntStream.range(0, y.length).filter(i -> y[i] == of).toArray();
        }
    }

    @Override
    TreeEnsembleBuilder builder() {
        return TreeEnsembleBuilder.classifier(
                Combination.POSTERIORS, frame.features(), frame.outputs(), frame.classes());
    }

    @Override
    CART grow(TreeEnsembleBuilder to) {
        int[] samples = new int[y.length];
        for (int[] of : members) {
            draw(of, samples);
        }
        var tree =
                new StoppableDecisionTree(x, y, frame.labelField(), members.length, rule, shape.tree(), samples, order);
        SmileTrees.add(to, outOfBagAccuracy(tree, samples), tree.root(), SmileTrees::posteriors);
        return tree;
    }

    /** The share of rows not drawn whose class the tree finds; 1 where every row was drawn and nothing is known. */
    private double outOfBagAccuracy(DecisionTree tree, int[] samples) {
        int rows = 0;
        int right = 0;
        for (int i = 0; i < samples.length; i++) {
            FitStopped.ifInterrupted(i);
            if (samples[i] == 0) {
                rows++;
                right += tree.predict(x.get(i)) == y[i] ? 1 : 0;
            }
        }
        return rows == 0 ? 1.0 : (double) right / rows;
    }
}
