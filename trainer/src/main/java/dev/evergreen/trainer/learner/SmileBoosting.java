package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.Arrays;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;
import smile.model.cart.Loss;
import smile.regression.RegressionTree;

/**
 * The rounds of Smile's gradient boosting over Smile's trees: the same draws, losses and sums in the same order as in its
 * {@code GradientTreeBoost.fit} (6.3.0). That method is not called since it can be stopped between rounds only, keeps
 * every tree as objects until it ends, and works out a loss after each round that nobody reads. One thing differs: the
 * importance for more than two classes is added round by round here, class by class there.
 */
final class SmileBoosting {

    /** How an ensemble is to be: {@code subsample} is the share of the rows that each tree draws. */
    record Shape(int rounds, double learningRate, double subsample, TreeShape tree) {}

    private static final StructField RESIDUAL = new StructField("residual", DataTypes.DoubleType);

    private final TrainingFrame frame;
    private final Shape shape;
    private final DataFrame x;
    private final int[][] order;
    private final int[] permutation;
    private final int[] samples;
    private final double[] importance;

    SmileBoosting(TrainingFrame frame, Shape shape) {
        this.frame = frame;
        this.shape = shape;
        this.x = frame.x();
        this.order = TrainingFrame.order(x);
        this.permutation = IntStream.range(0, frame.rows()).toArray();
        this.samples = new int[frame.rows()];
        this.importance = new double[frame.features()];
    }

    TreeEnsemble regression(Loss loss) {
        double base = loss.intercept(frame.targets());
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, frame.features(), base);
        for (int round = 0; round < shape.rounds(); round++) {
            drawRows();
            grow(builder, loss, -shape.learningRate());
        }
        return builder.build(importance);
    }

    TreeEnsemble twoClasses() {
        Loss loss = Loss.logistic(frame.y());
        // Smile takes the classes' shares from the loss itself.
        double base = loss.intercept(new double[0]);
        var builder = TreeEnsembleBuilder.classifier(
                Combination.LOGISTIC, frame.features(), frame.outputs(), frame.classes(), base);
        for (int round = 0; round < shape.rounds(); round++) {
            drawRowsByClass();
            grow(builder, loss, shape.learningRate());
        }
        return builder.build(importance);
    }

    TreeEnsemble manyClasses() {
        int k = frame.classes().length;
        var shares = new double[frame.rows()][k];
        var losses = new Loss[k];
        Arrays.setAll(losses, c -> Loss.logistic(c, k, frame.y(), shares));
        var builder =
                TreeEnsembleBuilder.classifier(Combination.SOFTMAX, frame.features(), frame.outputs(), frame.classes());
        for (int round = 0; round < shape.rounds(); round++) {
            softmax(losses, shares);
            for (Loss loss : losses) {
                drawRowsByClass();
                grow(builder, loss, shape.learningRate());
            }
        }
        return builder.build(importance);
    }

    private static void softmax(Loss[] outputs, double[][] shares) {
        for (int i = 0; i < shares.length; i++) {
            FitStopped.ifInterrupted(i);
            for (int c = 0; c < outputs.length; c++) {
                shares[i][c] = outputs[c].residual()[i];
            }
            MathEx.softmax(shares[i]);
        }
    }

    /** Adds a tree and moves what the loss keeps for each row by its answer times {@code step}. */
    private void grow(TreeEnsembleBuilder to, Loss loss, double step) {
        FitStopped.ifInterrupted();
        RegressionTree tree = new StoppableRegressionTree(x, loss, RESIDUAL, shape.tree(), samples, order);
        double[] outputs = loss.residual();
        for (int i = 0; i < outputs.length; i++) {
            FitStopped.ifInterrupted(i);
            outputs[i] += step * tree.predict(x.get(i));
        }
        // Smile multiplies when it predicts; the product is the same here.
        SmileTrees.add(to, 1.0, tree.root(), SmileTrees.number(shape.learningRate()));
        double[] ofTree = tree.importance();
        for (int f = 0; f < importance.length; f++) {
            importance[f] += ofTree[f];
        }
    }

    private void drawRows() {
        Arrays.fill(samples, 0);
        MathEx.permutate(permutation);
        int drawn = (int) Math.round(samples.length * shape.subsample());
        for (int i = 0; i < drawn; i++) {
            samples[permutation[i]]++;
        }
    }

    /** The first rows of each class in a new random order, as many as are the class's share. */
    private void drawRowsByClass() {
        Arrays.fill(samples, 0);
        MathEx.permutate(permutation);
        int[] y = frame.y();
        var left = new int[frame.classes().length];
        for (int c : y) {
            left[c]++;
        }
        for (int c = 0; c < left.length; c++) {
            left[c] = (int) Math.round(left[c] * shape.subsample());
        }
        for (int row : permutation) {
            if (left[y[row]]-- > 0) {
                samples[row] = 1;
            }
        }
    }
}
