package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.stream.IntStream;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.math.MathEx;
import smile.model.cart.CART;
import smile.model.cart.Loss;
import smile.model.cart.SplitRule;
import smile.regression.RegressionTree;

/** A random forest of Smile's trees, each from its own seed, grown one after another on the calling thread. */
final class SmileForest {

    /** How a forest is to be, in Smile's terms. */
    record Shape(int trees, int depth, int leaves, int leafSize, int featuresPerSplit, double sampled) {}

    private final TrainingFrame frame;
    private final Shape shape;
    private final long seed;
    private final DataFrame x;
    private final int[][] order;
    private final double[] importance;

    SmileForest(TrainingFrame frame, Shape shape, long seed) {
        this.frame = frame;
        this.shape = shape;
        this.seed = seed;
        this.x = frame.x();
        this.order = CART.order(x);
        this.importance = new double[frame.features()];
    }

    TreeEnsemble classifier(SplitRule rule) throws InterruptedException {
        int[] y = frame.y();
        int k = frame.classes().length;
        int[][] members = new int[k][];
        for (int c = 0; c < k; c++) {
            int of = c;
            members[c] = IntStream.range(0, y.length).filter(i -> y[i] == of).toArray();
        }
        var builder = TreeEnsembleBuilder.classifier(
                Combination.POSTERIORS, frame.features(), frame.outputs(), frame.classes());
        for (int t = 0; t < shape.trees(); t++) {
            FitController.stopIfInterrupted();
            MathEx.setSeed(Seeds.ofTree(seed, t));
            int[] samples = new int[y.length];
            for (int[] of : members) {
                draw(of, samples);
            }
            var tree = new DecisionTree(
                    x,
                    y,
                    frame.labelField(),
                    k,
                    rule,
                    shape.depth(),
                    shape.leaves(),
                    shape.leafSize(),
                    shape.featuresPerSplit(),
                    samples,
                    order);
            SmileTrees.add(builder, outOfBagAccuracy(tree, samples), tree.root(), SmileTrees::posteriors);
            addImportance(tree);
        }
        return builder.build(importance);
    }

    TreeEnsemble regression() throws InterruptedException {
        double[] y = frame.targets();
        int[] all = IntStream.range(0, y.length).toArray();
        var builder = TreeEnsembleBuilder.regression(Combination.MEAN, frame.features());
        for (int t = 0; t < shape.trees(); t++) {
            FitController.stopIfInterrupted();
            MathEx.setSeed(Seeds.ofTree(seed, t));
            int[] samples = new int[y.length];
            draw(all, samples);
            var tree = new RegressionTree(
                    x,
                    Loss.ls(y),
                    frame.labelField(),
                    shape.depth(),
                    shape.leaves(),
                    shape.leafSize(),
                    shape.featuresPerSplit(),
                    samples,
                    order);
            SmileTrees.add(builder, 1.0, tree.root(), SmileTrees.number(1.0));
            addImportance(tree);
        }
        return builder.build(importance);
    }

    /** Counts how often each member is drawn: all of them with replacement, or a share without. */
    private void draw(int[] members, int[] samples) {
        if (shape.sampled() == 1.0) {
            for (int i = 0; i < members.length; i++) {
                samples[members[MathEx.randomInt(members.length)]]++;
            }
        } else {
            int[] permutation = MathEx.permutate(members.length);
            // At least one: a tree cannot grow from nothing.
            int size = (int) Math.max(1, Math.round(shape.sampled() * members.length));
            for (int i = 0; i < size; i++) {
                samples[members[permutation[i]]]++;
            }
        }
    }

    /** The share of rows not drawn whose class the tree finds; 1 where every row was drawn and nothing is known. */
    private double outOfBagAccuracy(DecisionTree tree, int[] samples) {
        int rows = 0;
        int right = 0;
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] == 0) {
                rows++;
                right += tree.predict(x.get(i)) == frame.y()[i] ? 1 : 0;
            }
        }
        return rows == 0 ? 1.0 : (double) right / rows;
    }

    private void addImportance(CART tree) {
        double[] ofTree = tree.importance();
        for (int f = 0; f < importance.length; f++) {
            importance[f] += ofTree[f];
        }
    }
}
