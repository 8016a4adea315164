package dev.evergreen.trainer.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gradient boosting as a textbook has it, slowly and on values as they are: every threshold of every feature is tried on every
 * node, with sums of doubles taken anew each time. Numeric features, some values lacking; labels 0 and 1, or numbers.
 */
final class ReferenceBoosting {
    private record Cut(int feature, double threshold, boolean missingFirst, double gain) {
        boolean first(double[] row) {
            double x = row[feature];
            return Double.isNaN(x) ? missingFirst : x <= threshold;
        }
    }

    private static final class Leaf {
        private final int[] rows;
        private final int depth;
        private final Cut cut;

        Leaf(int[] rows, int depth, Cut cut) {
            this.rows = rows;
            this.depth = depth;
            this.cut = cut;
        }
    }

    private final double[][] rows;
    private final double[] labels;
    private final boolean classes;
    private final BoostingSpec spec;
    private final double[] gradients;
    private final double[] hessians;

    ReferenceBoosting(double[][] rows, double[] labels, boolean classes, BoostingSpec spec) {
        this.rows = rows;
        this.labels = labels;
        this.classes = classes;
        this.spec = spec;
        this.gradients = new double[rows.length];
        this.hessians = new double[rows.length];
    }

    /** Log odds, or numbers, of the rows that it was fitted on. */
    double[] fit() {
        double mean = Arrays.stream(labels).average().orElseThrow();
        var scores = new double[rows.length];
        Arrays.fill(scores, classes ? Math.log(mean / (1 - mean)) : mean);
        for (int round = 0; round < spec.rounds(); round++) {
            for (int i = 0; i < scores.length; i++) {
                double answer = classes ? 1 / (1 + Math.exp(-scores[i])) : scores[i];
                gradients[i] = answer - labels[i];
                hessians[i] = classes ? answer * (1 - answer) : 1;
            }
            for (Leaf leaf : tree()) {
                double step = -spec.learningRate()
                        * sum(gradients, leaf.rows)
                        / (sum(hessians, leaf.rows) + spec.l2Regularization());
                for (int row : leaf.rows) {
                    scores[row] += step;
                }
            }
        }
        return scores;
    }

    private List<Leaf> tree() {
        var leaves = new ArrayList<Leaf>();
        leaves.add(leaf(IntStream.range(0, rows.length).toArray(), 0));
        while (leaves.size() < spec.limits().maxLeafNodes()) {
            Leaf best = leaves.stream()
                    .max(Comparator.comparingDouble(l -> l.cut.gain))
                    .orElseThrow();
            if (best.cut.gain <= 1e-9) {
                break;
            }
            leaves.remove(best);
            leaves.add(leaf(rowsWhere(best.rows, i -> best.cut.first(rows[i])), best.depth + 1));
            leaves.add(leaf(rowsWhere(best.rows, i -> !best.cut.first(rows[i])), best.depth + 1));
        }
        return leaves;
    }

    private Leaf leaf(int[] of, int depth) {
        var best = new Cut(0, 0, false, 0);
        if (depth < spec.limits().maxDepth()) {
            for (int f = 0; f < rows[0].length; f++) {
                int feature = f;
                double[] values = IntStream.of(of)
                        .mapToDouble(i -> rows[i][feature])
                        .distinct()
                        .toArray();
                for (double threshold : values) {
                    for (boolean missingFirst : new boolean[] {false, true}) {
                        best = better(best, new Cut(f, threshold, missingFirst, 0), of);
                    }
                }
            }
        }
        return new Leaf(of, depth, best);
    }

    private Cut better(Cut best, Cut cut, int[] of) {
        int[] first = rowsWhere(of, i -> cut.first(rows[i]));
        int[] second = rowsWhere(of, i -> !cut.first(rows[i]));
        int least = spec.limits().minSamplesLeaf();
        if (Double.isNaN(cut.threshold) || first.length < least || second.length < least) {
            return best;
        }
        double gain = worth(first) + worth(second) - worth(of);
        return gain > best.gain + 1e-9 ? new Cut(cut.feature, cut.threshold, cut.missingFirst, gain) : best;
    }

    private double worth(int[] of) {
        double sum = sum(gradients, of);
        return sum * sum / (sum(hessians, of) + spec.l2Regularization());
    }

    private static double sum(double[] values, int[] of) {
        return IntStream.of(of).mapToDouble(i -> values[i]).sum();
    }

    private static int[] rowsWhere(int[] of, IntPredicate test) {
        return IntStream.of(of).filter(test).toArray();
    }
}
