package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.stream.IntStream;
import smile.model.cart.CART;
import smile.model.cart.Loss;

/** A forest that predicts a number: the mean over its trees. */
final class SmileNumberForest extends SmileForest {
    private final double[] y;
    private final int[] all;

    SmileNumberForest(TrainingFrame frame, Shape shape, long seed) {
        super(frame, shape, seed);
        this.y = frame.targets();
        this.all = IntStream.range(0, y.length).toArray();
    }

    @Override
    TreeEnsembleBuilder builder() {
        return TreeEnsembleBuilder.regression(Combination.MEAN, frame.features());
    }

    @Override
    CART grow(TreeEnsembleBuilder to) {
        int[] samples = new int[y.length];
        draw(all, samples);
        var tree = new StoppableRegressionTree(x, Loss.ls(y), frame.labelField(), shape.tree(), samples, order);
        SmileTrees.add(to, 1.0, tree.root(), SmileTrees.number(1.0));
        return tree;
    }
}
