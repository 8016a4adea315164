package dev.evergreen.trainer.learner;

import java.util.Optional;
import smile.data.DataFrame;
import smile.data.type.StructField;
import smile.model.cart.LeafNode;
import smile.model.cart.Loss;
import smile.model.cart.Split;
import smile.regression.RegressionTree;

/** Smile's tree for numbers. An interrupt stops it before the next column of a node is searched, one pass over its rows. */
final class StoppableRegressionTree extends RegressionTree {
    private static final long serialVersionUID = 1L;

    /** Set while the constructor of Smile's class grows the tree, so it cannot have an initial value. */
    private transient boolean stopped;

    StoppableRegressionTree(
            DataFrame x, Loss loss, StructField response, TreeShape shape, int[] samples, int[][] order) {
        super(
                x,
                loss,
                response,
                shape.depth(),
                shape.leaves(),
                shape.leafSize(),
                shape.featuresPerSplit(),
                samples,
                order);
    }

    @Override
    protected Optional<Split> findBestSplit(LeafNode node, int column, double impurity, int lo, int hi) {
        if (stopped) {
            // Smile forks the search of its columns: what it forked still runs once the first has thrown.
            return Optional.empty();
        }
        stopped = Thread.currentThread().isInterrupted();
        FitStopped.ifInterrupted();
        return super.findBestSplit(node, column, impurity, lo, hi);
    }
}
