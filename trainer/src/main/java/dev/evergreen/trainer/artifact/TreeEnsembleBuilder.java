package dev.evergreen.trainer.artifact;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Arrays;

/**
 * Puts an ensemble together, nodes in preorder, and refuses one that could not be scored. Equal trees give equal
 * ensembles: leaves that hold the same numbers share them, as splits share equal sets, in the order of their first use.
 */
public final class TreeEnsembleBuilder {
    /** Far deeper than any learner here grows a tree. */
    public static final int MAX_DEPTH = 4_096;
    /** No number in a model is greater, so that no sum over trees can overflow. */
    public static final double MAX_NUMBER = 1e150;

    final Combination combination;
    final int features;
    final int outputs;
    final int[] classes;
    final double[] base;
    int trees;
    int nodes;
    int leafNumbers;
    double[] weights = new double[16];
    int[] roots = new int[17];
    byte[] kinds = new byte[256];
    /** Two bytes hold {@link Pipeline#MAX_FEATURES}. */
    char[] splitFeatures = new char[256];

    double[] splitValues = new double[256];
    int[] next = new int[256];
    double[] leaves = new double[256];
    final CodeSets sets = new CodeSets();

    private final int width;
    private final LeafIndex known;
    /** The splits of the open tree that still wait for their second child, outermost first. */
    private int[] waiting = new int[64];

    private int depth;
    private boolean open;

    private TreeEnsembleBuilder(Combination combination, int features, int outputs, int[] classes, double[] base) {
        require(features >= 1 && features <= Pipeline.MAX_FEATURES, "%d features", features);
        require(combination.fits(classes.length > 0), "%s does not fit the label", combination);
        require(combination != Combination.LOGISTIC || classes.length == 2, "LOGISTIC of %d classes", classes.length);
        require(combination != Combination.SOFTMAX || classes.length >= 2, "SOFTMAX of %d classes", classes.length);
        require(base.length == combination.baseWidth(classes.length), "%d base numbers", base.length);
        for (double b : base) {
            require(Math.abs(b) <= MAX_NUMBER, "base %s", b);
        }
        this.combination = combination;
        this.features = features;
        this.outputs = outputs;
        this.classes = classes;
        this.base = base;
        this.width = combination.leafWidth(classes.length);
        this.known = new LeafIndex(width);
    }

    /**
     * An ensemble that tells classes apart.
     *
     * @param trainedClasses codes of the classes that training saw, ascending
     * @param base see {@link Combination}
     */
    public static TreeEnsembleBuilder classifier(
            Combination combination, int features, int outputs, int[] trainedClasses, double... base) {
        require(outputs >= 2 && outputs <= Label.Classes.MAX_CLASSES, "%d classes", outputs);
        require(trainedClasses.length >= 1, "%d trained classes", trainedClasses.length);
        for (int i = 0; i < trainedClasses.length; i++) {
            int least = i == 0 ? 0 : trainedClasses[i - 1] + 1;
            require(trainedClasses[i] >= least && trainedClasses[i] < outputs, "trained class %d", trainedClasses[i]);
        }
        if (combination == Combination.CONSTANT) {
            requireShares(base, 0, base.length);
        }
        return new TreeEnsembleBuilder(combination, features, outputs, trainedClasses.clone(), base.clone());
    }

    /**
     * An ensemble that predicts a number.
     *
     * @param base see {@link Combination}
     */
    public static TreeEnsembleBuilder regression(Combination combination, int features, double... base) {
        return new TreeEnsembleBuilder(combination, features, 1, new int[0], base.clone());
    }

    /**
     * Begins the next tree.
     *
     * @param weight 1 where the combination has none; else 0 (the tree counts for nothing) or 1e-100 to 1e100
     */
    public TreeEnsembleBuilder tree(double weight) {
        require(combination != Combination.CONSTANT, "a tree in a %s", combination);
        require(!open, "tree %d has an open branch", trees - 1);
        require(weight == 0.0 || (weight >= 1e-100 && weight <= 1e100), "weight %s", weight);
        require(combination.weighted() || weight == 1.0, "weight %s where none counts", weight);
        if (trees == weights.length) {
            weights = Arrays.copyOf(weights, 2 * trees);
            roots = Arrays.copyOf(roots, 2 * trees + 1);
        }
        weights[trees] = weight;
        roots[trees] = nodes;
        trees++;
        depth = 0;
        open = true;
        return this;
    }

    /** Adds a split by one value; its first child comes next, then its second. */
    public TreeEnsembleBuilder split(NodeKind kind, int feature, double value) {
        require(kind != NodeKind.LEAF && kind != NodeKind.NOMINAL_IN, "%s is no split by one value", kind);
        require(!Double.isNaN(value), "split at %s", value);
        return branch(kind, feature, value);
    }

    /**
     * Adds a split by a set of codes, see {@link NodeKind#NOMINAL_IN}; its first child comes next, then its second.
     *
     * @param bitmap bit {@code c % 64} of word {@code c / 64} is code {@code c}; the last word is not 0. It is copied
     * @param missingFirst whether NaN goes to the first child
     */
    public TreeEnsembleBuilder splitIn(int feature, long[] bitmap, boolean missingFirst) {
        requireSet(bitmap);
        return branch(NodeKind.NOMINAL_IN, feature, sets.shared(bitmap, missingFirst));
    }

    /** Adds a split by a set that an earlier {@link #addSet} brought. */
    TreeEnsembleBuilder splitInSet(int feature, int set) {
        require(set < sets.size(), "set %d", set);
        return branch(NodeKind.NOMINAL_IN, feature, set);
    }

    void addSet(long[] bitmap, boolean missingFirst) {
        requireSet(bitmap);
        sets.add(bitmap, missingFirst);
    }

    private static void requireSet(long[] bitmap) {
        require(
                bitmap.length > 0 && bitmap[bitmap.length - 1] != 0,
                "a set of %d words, the last one 0",
                bitmap.length);
        long codes = 64L * bitmap.length - Long.numberOfLeadingZeros(bitmap[bitmap.length - 1]);
        require(codes <= Feature.MAX_VALUES, "a set with code %d", codes - 1);
    }

    private TreeEnsembleBuilder branch(NodeKind kind, int feature, double value) {
        require(feature >= 0 && feature < features, "feature %d", feature);
        require(depth < MAX_DEPTH, "more than %d levels", MAX_DEPTH);
        if (depth == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * depth);
        }
        waiting[depth++] = add(kind, feature, value, 0);
        return this;
    }

    /** Adds a leaf with its numbers; see {@link Combination}. */
    public TreeEnsembleBuilder leaf(double... numbers) {
        require(numbers.length == width, "a leaf of %d numbers", numbers.length);
        int vector = vectorOf(numbers);
        return leafOf(vector);
    }

    private int vectorOf(double[] numbers) {
        int vector = known.find(numbers, leaves);
        if (vector < 0) {
            vector = addVector(numbers);
            known.add(vector, leaves);
        }
        return vector;
    }

    /** Without trees as yet. */
    static TreeEnsembleBuilder like(TreeEnsemble other) {
        return new TreeEnsembleBuilder(
                other.combination(), other.features(), other.outputs(), other.trainedClasses(), other.base());
    }

    /** Adds another ensemble's trees, which must be of the same kind. */
    void addTrees(TreeEnsemble other) {
        var numbers = new double[width];
        for (int t = 0, node = 0; t < other.trees(); t++) {
            tree(other.weight(t));
            for (; open; node++) {
                NodeKind kind = other.kind(node);
                switch (kind) {
                    case LEAF -> {
                        for (int i = 0; i < width; i++) {
                            numbers[i] = other.leafNumber(node, i);
                        }
                        leaf(numbers);
                    }
                    case NUMERIC, NOMINAL_EQUALS, NUMERIC_OR_MISSING ->
                        split(kind, other.splitFeature(node), other.splitValue(node));
                    case NOMINAL_IN -> splitIn(other.splitFeature(node), other.set(node), other.missingFirst(node));
                }
            }
        }
    }

    /** Makes room once for what is to come. */
    void expect(int moreNodes, int moreVectors) {
        kinds = Arrays.copyOf(kinds, nodes + moreNodes);
        splitFeatures = Arrays.copyOf(splitFeatures, nodes + moreNodes);
        splitValues = Arrays.copyOf(splitValues, nodes + moreNodes);
        next = Arrays.copyOf(next, nodes + moreNodes);
        leaves = Arrays.copyOf(leaves, leafNumbers + moreVectors * width);
    }

    /** Adds a leaf that holds what an earlier {@link #addVector} brought. */
    TreeEnsembleBuilder leafOf(int vector) {
        require(vector >= 0 && vector < leafNumbers / width, "leaf vector %d", vector);
        int leaf = add(NodeKind.LEAF, 0, 0.0, vector * width);
        if (depth == 0) {
            open = false;
        } else {
            next[waiting[--depth]] = leaf + 1;
        }
        return this;
    }

    int addVector(double[] numbers) {
        for (double number : numbers) {
            require(Math.abs(number) <= MAX_NUMBER, "a leaf of %s", number);
        }
        if (combination == Combination.POSTERIORS) {
            requireShares(numbers, 0, width);
        }
        if (combination == Combination.VOTES) {
            double vote = numbers[0];
            require(vote >= 0 && vote < classes.length && vote == Math.rint(vote), "a vote for class %s", vote);
        }
        if (leafNumbers + width > leaves.length) {
            leaves = Arrays.copyOf(leaves, Math.max(2 * leaves.length, leafNumbers + width));
        }
        System.arraycopy(numbers, 0, leaves, leafNumbers, width);
        leafNumbers += width;
        return leafNumbers / width - 1;
    }

    /**
     * The ensemble.
     *
     * @param importance {@code [features]}, each 0 or more
     */
    public TreeEnsemble build(double[] importance) {
        require(!open, "tree %d has an open branch", trees - 1);
        require(combination == Combination.CONSTANT || trees > 0, "%d trees", trees);
        require(trees % combination.treesPerRound(classes.length) == 0, "%d trees: not whole rounds", trees);
        require(importance.length == features, "%d importances", importance.length);
        for (double i : importance) {
            require(i >= 0 && i <= Double.MAX_VALUE, "importance %s", i);
        }
        return new TreeEnsemble(this, importance);
    }

    private int add(NodeKind kind, int feature, double value, int link) {
        require(open, "a node outside of a tree: %s", kind);
        if (nodes == kinds.length) {
            expect(nodes + 64, leaves.length / width - leafNumbers / width);
        }
        kinds[nodes] = kind.code;
        splitFeatures[nodes] = (char) feature;
        splitValues[nodes] = value;
        next[nodes] = link;
        return nodes++;
    }

    private static void requireShares(double[] shares, int from, int to) {
        double total = 0;
        for (int i = from; i < to; i++) {
            require(shares[i] >= 0, "a share of %s", shares[i]);
            total += shares[i];
        }
        require(Math.abs(total - 1) < 1e-6, "shares that add up to %s", total);
    }

    private static void require(boolean condition, String format, Object what) {
        if (!condition) {
            throw new IllegalArgumentException("not a model: " + format.formatted(what));
        }
    }
}
