package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/** Makes one answer out of the leaves that a row falls into: a {@link Combination} and the numbers it works with. */
public final class LeafSums {
    private final Combination combination;
    private final int outputs;
    private final int[] classes;
    private final double[] base;
    private final double[] weights;
    private final double[] leaves;

    /** Takes the arrays as its own. */
    LeafSums(Combination combination, int outputs, int[] classes, double[] base, double[] weights, double[] leaves) {
        this.combination = combination;
        this.outputs = outputs;
        this.classes = classes;
        this.base = base;
        this.weights = weights;
        this.leaves = leaves;
    }

    /** The rule alone, for sums that were added up elsewhere: {@link #finish} is all that may be asked of it. */
    public static LeafSums toFinish(Combination combination, int outputs, int[] classes) {
        return new LeafSums(combination, outputs, classes, new double[0], new double[0], new double[0]);
    }

    /** Writes what an ensemble without trees would add up to. */
    void begin(double[] out, int at) {
        Arrays.fill(out, at, at + outputs, 0.0);
        switch (combination) {
            case CONSTANT -> {
                for (int i = 0; i < base.length; i++) {
                    out[at + (classes.length > 0 ? classes[i] : 0)] = base[i];
                }
            }
            case SUM -> out[at] = base[0];
            case LOGISTIC -> out[at + classes[1]] = base[0];
            case POSTERIORS, VOTES, MEAN, SOFTMAX -> {}
        }
    }

    /**
     * Adds one tree. Costs an addition for each number of the leaf.
     *
     * @param leaf where the leaf's numbers begin
     */
    void add(int tree, int leaf, double[] out, int at) {
        switch (combination) {
            case CONSTANT -> {}
            case POSTERIORS -> addShares(tree, leaf, out, at);
            case VOTES -> out[at + classes[(int) leaves[leaf]]] += weights[tree];
            case MEAN, SUM -> out[at] += leaves[leaf];
            case LOGISTIC -> out[at + classes[1]] += leaves[leaf];
            case SOFTMAX -> out[at + classes[tree % classes.length]] += leaves[leaf];
        }
    }

    /** Adds the first trees in order, to the last bit as {@link #add} would one by one, but decides only once how. */
    void addAll(int[] leafOfTree, int trees, double[] out, int at) {
        switch (combination) {
            case CONSTANT -> {}
            case POSTERIORS -> {
                int c = 0;
                for (; c + 1 < classes.length; c += 2) {
                    addTwoShares(leafOfTree, trees, c, out, at);
                }
                if (c < classes.length) {
                    addOneShare(leafOfTree, trees, c, out, at);
                }
            }
            case MEAN, SUM -> addNumbers(leafOfTree, trees, out, at);
            case LOGISTIC -> addNumbers(leafOfTree, trees, out, at + classes[1]);
            case VOTES, SOFTMAX -> {
                for (int t = 0; t < trees; t++) {
                    add(t, leafOfTree[t], out, at);
                }
            }
        }
    }

    private void addShares(int tree, int leaf, double[] out, int at) {
        double weight = weights[tree];
        for (int c = 0; c < classes.length; c++) {
            out[at + classes[c]] += weight * leaves[leaf + c];
        }
    }

    /** Class by class, as a sum in a register waits for one addition a tree, and one in memory for a store besides. */
    private void addTwoShares(int[] leafOfTree, int trees, int c, double[] out, int at) {
        double one = out[at + classes[c]];
        double two = out[at + classes[c + 1]];
        for (int t = 0; t < trees; t++) {
            double weight = weights[t];
            int leaf = leafOfTree[t] + c;
            one += weight * leaves[leaf];
            two += weight * leaves[leaf + 1];
        }
        out[at + classes[c]] = one;
        out[at + classes[c + 1]] = two;
    }

    private void addOneShare(int[] leafOfTree, int trees, int c, double[] out, int at) {
        double sum = out[at + classes[c]];
        for (int t = 0; t < trees; t++) {
            sum += weights[t] * leaves[leafOfTree[t] + c];
        }
        out[at + classes[c]] = sum;
    }

    private void addNumbers(int[] leafOfTree, int trees, double[] out, int at) {
        double sum = out[at];
        for (int t = 0; t < trees; t++) {
            sum += leaves[leafOfTree[t]];
        }
        out[at] = sum;
    }

    /** Turns sums into the answer. */
    public void finish(int rounds, double[] out, int at) {
        switch (combination) {
            case CONSTANT, SUM -> {}
            case MEAN -> out[at] = rounds == 0 ? 0.0 : out[at] / rounds;
            case POSTERIORS, VOTES -> normalise(out, at);
            case LOGISTIC -> {
                double y = out[at + classes[1]];
                double first = 1.0 / (1.0 + Math.exp(2 * y));
                out[at + classes[0]] = first;
                out[at + classes[1]] = 1.0 - first;
            }
            case SOFTMAX -> {
                double max = Double.NEGATIVE_INFINITY;
                for (int c : classes) {
                    max = Math.max(max, out[at + c]);
                }
                for (int c : classes) {
                    out[at + c] = Math.exp(out[at + c] - max);
                }
                normalise(out, at);
            }
        }
    }

    /** Evenly where nothing counts for any class, so that no answer is NaN. */
    private void normalise(double[] out, int at) {
        double total = 0.0;
        for (int c : classes) {
            total += out[at + c];
        }
        for (int c : classes) {
            out[at + c] = total == 0.0 ? 1.0 / classes.length : out[at + c] / total;
        }
    }
}
