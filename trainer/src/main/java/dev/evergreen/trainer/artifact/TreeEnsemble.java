package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/**
 * A model: trees in flat arrays and the rule that combines their leaves. Immutable and thread-safe; every score is
 * finite, whatever the row holds.
 *
 * <p>Nodes stand tree after tree in preorder: a split's first child is the node after it.
 */
public final class TreeEnsemble {
    // NodeKind's codes as constants of the loop over nodes.
    static final byte LEAF = 0;
    static final byte NUMERIC = 1;
    static final byte NOMINAL_EQUALS = 2;
    static final byte NUMERIC_OR_MISSING = 3;

    private final Combination combination;
    private final int features;
    private final int outputs;
    private final int[] classes;
    private final double[] base;
    private final double[] weights;
    private final double[] importance;
    private final int[] roots;
    private final byte[] kinds;
    private final char[] splitFeatures;
    private final double[] splitValues;
    private final CodeSets sets;
    private final int[] next;
    private final double[] leaves;
    private final LeafSums sums;

    /** All checks are the builder's. */
    TreeEnsemble(TreeEnsembleBuilder from, double[] importance) {
        this.combination = from.combination;
        this.features = from.features;
        this.outputs = from.outputs;
        this.classes = from.classes;
        this.base = from.base;
        this.importance = importance.clone();
        this.weights = Arrays.copyOf(from.weights, combination.weighted() ? from.trees : 0);
        this.roots = Arrays.copyOf(from.roots, from.trees + 1);
        this.roots[from.trees] = from.nodes;
        // A builder that fills its arrays gives them away, and makes others for what it is given next.
        this.kinds = trimmed(from.kinds, from.nodes);
        this.splitFeatures = trimmed(from.splitFeatures, from.nodes);
        this.splitValues = trimmed(from.splitValues, from.nodes);
        this.sets = from.sets.trimmed();
        this.next = trimmed(from.next, from.nodes);
        this.leaves = trimmed(from.leaves, from.leafNumbers);
        this.sums = new LeafSums(combination, outputs, classes, base, weights, leaves);
    }

    private static byte[] trimmed(byte[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    private static char[] trimmed(char[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    private static int[] trimmed(int[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    private static double[] trimmed(double[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    /** The length of the rows it scores. */
    public int features() {
        return features;
    }

    /** The number of classes, or 1 for regression. */
    public int outputs() {
        return outputs;
    }

    public boolean classifier() {
        return classes.length > 0;
    }

    public Combination combination() {
        return combination;
    }

    public int trees() {
        return roots.length - 1;
    }

    /** How far it was boosted or how many trees voted: the n_estimators that it holds. */
    public int rounds() {
        return trees() / combination.treesPerRound(classes.length);
    }

    public int nodes() {
        return kinds.length;
    }

    /** Impurity decrease by feature, summed over splits and not normalised: {@code [features]}, a copy. */
    public double[] importance() {
        return importance.clone();
    }

    /**
     * The answer for a row. Costs one step a tree and level; allocates nothing.
     *
     * @param row {@code [features]}, a nominal value as its code
     * @param out {@code [outputs]}: a probability for each class, or the predicted number
     */
    public void score(double[] row, double[] out) {
        sums.begin(out, 0);
        add(row, 0, trees(), out);
        sums.finish(rounds(), out, 0);
    }

    /**
     * The answers of the ensembles that the first rounds of this one make, all in one pass: what fits with a smaller
     * n_estimators would answer.
     *
     * @param rounds ascending, each 0 to {@link #rounds()}
     * @param out {@code [rounds.length x outputs]}
     */
    public void scoreStages(double[] row, int[] rounds, double[][] out) {
        int perRound = combination.treesPerRound(classes.length);
        int done = 0;
        sums.begin(out[0], 0);
        for (int s = 0; s < rounds.length; s++) {
            add(row, done * perRound, rounds[s] * perRound, out[s]);
            done = rounds[s];
            if (s + 1 < rounds.length) {
                System.arraycopy(out[s], 0, out[s + 1], 0, outputs);
            }
            sums.finish(done, out[s], 0);
        }
    }

    /** The class of the greatest probability, the first of several: Smile's rule. */
    public static int predictClass(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }

    private void add(double[] row, int from, int to, double[] out) {
        for (int t = from; t < to; t++) {
            sums.add(t, leaf(t, row), out, 0);
        }
    }

    private int leaf(int tree, double[] row) {
        int node = roots[tree];
        byte kind = kinds[node];
        while (kind != LEAF) {
            double x = row[splitFeatures[node]];
            node = first(kind, x, splitValues[node]) ? node + 1 : next[node];
            kind = kinds[node];
        }
        return next[node];
    }

    private boolean first(byte kind, double x, double value) {
        return switch (kind) {
            case NUMERIC -> x <= value;
            case NOMINAL_EQUALS -> x == value;
            case NUMERIC_OR_MISSING -> !(x > value);
            default -> sets.holds((int) value, x);
        };
    }

    // What follows is the structure, for writing it in some other form.

    /** Codes of the classes that training saw, ascending: the other classes score 0. Empty for regression; a copy. */
    public int[] trainedClasses() {
        return classes.clone();
    }

    /** See {@link Combination}; a copy. */
    public double[] base() {
        return base.clone();
    }

    /** A tree's weight, 1 where the combination has none. */
    public double weight(int tree) {
        return combination.weighted() ? weights[tree] : 1.0;
    }

    public int root(int tree) {
        return roots[tree];
    }

    public NodeKind kind(int node) {
        return NodeKind.ofCode(kinds[node]);
    }

    /** Of a split. */
    public int splitFeature(int node) {
        return splitFeatures[node];
    }

    /** Of a split by one value: the threshold, or the nominal code. */
    public double splitValue(int node) {
        return splitValues[node];
    }

    /** Of a split by a set: bit {@code c % 64} of word {@code c / 64} is code {@code c}; the last word is not 0. A copy. */
    public long[] set(int node) {
        return sets.bitmap(setNumber(node));
    }

    /** Of a split: whether a row without a value goes to the first child. */
    public boolean missingFirst(int node) {
        return switch (kind(node)) {
            case LEAF, NUMERIC, NOMINAL_EQUALS -> false;
            case NUMERIC_OR_MISSING -> true;
            case NOMINAL_IN -> sets.missing(setNumber(node));
        };
    }

    /** Of a split: where a row goes that passes its test. */
    public int firstChild(int node) {
        return node + 1;
    }

    /** Of a split: where a row goes that fails its test. */
    public int secondChild(int node) {
        return next[node];
    }

    /** How many numbers a leaf holds. */
    public int leafWidth() {
        return combination.leafWidth(classes.length);
    }

    /** Of a leaf: its number {@code i}, 0 to {@code leafWidth() - 1}. */
    public double leafNumber(int node, int i) {
        return leaves[next[node] + i];
    }

    LeafSums sums() {
        return sums;
    }

    CodeSets sets() {
        return sets;
    }

    int setNumber(int node) {
        return (int) splitValues[node];
    }

    int leafVectors() {
        return leaves.length / leafWidth();
    }

    int leafVector(int node) {
        return next[node] / leafWidth();
    }

    double leafNumber(int index) {
        return leaves[index];
    }
}
