package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.ArrayList;
import java.util.List;
import smile.data.DataFrame;
import smile.math.MathEx;
import smile.model.cart.CART;

/**
 * A random forest of Smile's trees, each from its own seed, grown one after another on the calling thread. Its trees fall
 * into parts, which can be grown apart from each other: the features' importance is summed within each part and then over
 * the parts, so that it is the same to the last bit wherever the forest is cut.
 */
abstract sealed class SmileForest permits SmileClassForest, SmileNumberForest {
    private static final int MOST_PARTS = 100;

    /** How a forest is to be: so many trees, and the share of the rows that each draws. */
    record Shape(int trees, double sampled, TreeShape tree) {}

    final TrainingFrame frame;
    final Shape shape;
    final DataFrame x;
    final int[][] order;
    private final long seed;

    SmileForest(TrainingFrame frame, Shape shape, long seed) {
        this.frame = frame;
        this.shape = shape;
        this.seed = seed;
        this.x = frame.x();
        this.order = TrainingFrame.order(x);
    }

    /** As many as there are trees, up to a hundred: few enough to cost nothing, enough to keep any cores equally busy. */
    static int parts(int trees) {
        return Math.ceilDiv(trees, treesPerPart(trees));
    }

    private static int treesPerPart(int trees) {
        return Math.ceilDiv(trees, MOST_PARTS);
    }

    TreeEnsemble whole() {
        var builder = builder();
        var importance = new double[frame.features()];
        for (int part = 0; part < parts(shape.trees()); part++) {
            addTo(importance, grow(part, builder));
        }
        return builder.build(importance);
    }

    /** Parts {@code from} (included) to {@code to} (excluded), each by itself. */
    List<TreeEnsemble> parts(int from, int to) {
        var parts = new ArrayList<TreeEnsemble>(to - from);
        for (int part = from; part < to; part++) {
            var builder = builder();
            double[] importance = grow(part, builder);
            parts.add(builder.build(importance));
        }
        return parts;
    }

    /** Adds a part's trees and returns its importance. */
    private double[] grow(int part, TreeEnsembleBuilder to) {
        var importance = new double[frame.features()];
        int each = treesPerPart(shape.trees());
        for (int t = part * each; t < Math.min((part + 1) * each, shape.trees()); t++) {
            FitStopped.ifInterrupted();
            MathEx.setSeed(Seeds.ofTree(seed, t));
            addTo(importance, grow(to).importance());
        }
        return importance;
    }

    abstract TreeEnsembleBuilder builder();

    /** Grows a tree from what Smile's generator gives next. */
    abstract CART grow(TreeEnsembleBuilder to);

    /** Counts how often each member is drawn: all of them with replacement, or a share without. */
    final void draw(int[] members, int[] samples) {
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

    private static void addTo(double[] sums, double[] numbers) {
        for (int f = 0; f < sums.length; f++) {
            sums[f] += numbers[f];
        }
    }
}
