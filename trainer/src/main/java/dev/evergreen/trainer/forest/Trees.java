package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.util.Arrays;

/**
 * Trees that were grown on binned columns, in flat arrays and preorder: the first child of a split is the node after it.
 * Every node has an answer, splits as well, so that a tree can be cut off at any depth. Holds {@code 17 + 8 * width} bytes
 * a node.
 */
public final class Trees {
    private static final int LEAF = -1;

    private final BinnedColumns columns;
    private final FineColumns fine;
    private final byte[][] raw;
    private final byte[][] parts;
    private final int width;
    /** {@code [features]} */
    private final double[] importance;

    private int trees;
    private int nodes;
    private int sets;
    private int[] roots = new int[17];
    private int[] features = {};
    /** Numeric: the last code of the first child, see {@link FineBins}. Nominal: the number of its set of bins. */
    private int[] cuts = {};

    private int[] second = {};
    private boolean[] missingFirst = {};
    private double[] answers = {};
    /** {@code [sets x 4]} */
    private long[] binSets = new long[64];

    /** For splits between bins. */
    public Trees(BinnedColumns columns, int width) {
        this(columns, FineColumns.none(columns), width);
    }

    /** For splits within bins, too. */
    Trees(BinnedColumns columns, FineColumns fine, int width) {
        this.columns = columns;
        this.fine = fine;
        this.width = width;
        this.raw = new byte[columns.features()][];
        this.parts = new byte[raw.length][];
        for (int f = 0; f < raw.length; f++) {
            read(f, columns.column(f), fine.column(f));
        }
        this.importance = new double[columns.features()];
    }

    public int count() {
        return trees;
    }

    public int nodes() {
        return nodes;
    }

    /** How many numbers an answer has. */
    int width() {
        return width;
    }

    /** {@code [nodes x width]}, and room for more. Not a copy. */
    double[] answers() {
        return answers;
    }

    /** The answer, of one number, of a node. */
    public double answer(int node) {
        return answers[node];
    }

    int root(int tree) {
        return roots[tree];
    }

    boolean isLeaf(int node) {
        return features[node] == LEAF;
    }

    /** Which feature a split looks at. */
    int feature(int node) {
        return features[node];
    }

    /** See {@link #cuts}. */
    int cut(int node) {
        return cuts[node];
    }

    /** The second child of a split. */
    int second(int node) {
        return second[node];
    }

    /** Whether a split is numeric and sends rows without a value to the second child, as any great one. */
    boolean isPlain(int node) {
        return !missingFirst[node] && columns.bins(features[node]) instanceof NumericBins;
    }

    byte[] column(int feature) {
        return raw[feature];
    }

    byte[] within(int feature) {
        return parts[feature];
    }

    /** {@code [features]}: which of them a tree splits on. */
    boolean[] featuresOf(int tree) {
        var used = new boolean[raw.length];
        for (int node = roots[tree]; node < roots[tree + 1]; node++) {
            if (features[node] != LEAF) {
                used[features[node]] = true;
            }
        }
        return used;
    }

    /** Reads a feature's bins, and their parts, from elsewhere from now on. */
    void read(int feature, byte[] column, byte[] within) {
        raw[feature] = column;
        parts[feature] = within;
    }

    /** By how much the splits of each feature lessened the impurity, as shares of their trees' weight, added up. */
    public double[] importance() {
        return importance;
    }

    public void gained(int feature, double gain) {
        importance[feature] += gain;
    }

    /** Begins a tree of so many nodes. */
    void begin(int nodesOfTree) {
        reserve(nodesOfTree);
        if (trees + 1 == roots.length) {
            roots = Arrays.copyOf(roots, 2 * roots.length);
        }
        roots[trees++] = nodes;
        roots[trees] = nodes;
    }

    /** Makes room for so many nodes more: for exactly so many if there are none, as often no other tree follows. */
    private void reserve(int more) {
        if (nodes + more > features.length) {
            int room = Math.max(nodes + more, nodes + (nodes >> 1));
            features = Arrays.copyOf(features, room);
            cuts = Arrays.copyOf(cuts, room);
            second = Arrays.copyOf(second, room);
            missingFirst = Arrays.copyOf(missingFirst, room);
            answers = Arrays.copyOf(answers, room * width);
        }
    }

    /** Adds a leaf, or a split whose children are still to come. */
    int add(double[] answer, int at) {
        features[nodes] = LEAF;
        System.arraycopy(answer, at, answers, nodes * width, width);
        roots[trees] = nodes + 1;
        return nodes++;
    }

    void splitNumeric(int node, int feature, int cut, boolean missingToFirst) {
        features[node] = feature;
        cuts[node] = cut;
        missingFirst[node] = missingToFirst;
    }

    void splitNominal(int node, int feature, long[] bins, int at, boolean missingToFirst) {
        if (4 * (sets + 1) > binSets.length) {
            binSets = Arrays.copyOf(binSets, 2 * binSets.length);
        }
        System.arraycopy(bins, at, binSets, 4 * sets, 4);
        features[node] = feature;
        cuts[node] = sets++;
        missingFirst[node] = missingToFirst;
    }

    void secondChild(int node, int child) {
        second[node] = child;
    }

    /** Whether a split sends a row of the window to its first child, which is the node after it. */
    boolean goesFirst(int node, int row) {
        int bin = raw[features[node]][row] & 0xff;
        if (bin == BinnedColumns.MISSING) {
            return missingFirst[node];
        }
        return switch (columns.bins(features[node])) {
            case NumericBins _ -> isAtMost(node, bin, row);
            case NominalBins _ -> (binSets[4 * cuts[node] + (bin >>> 6)] >>> bin & 1) != 0;
        };
    }

    /** Looks into the bin only where it is cut and holds the value. */
    private boolean isAtMost(int node, int bin, int row) {
        int cut = cuts[node];
        if (bin == FineBins.bin(cut) && !FineBins.isLast(cut)) {
            return FineBins.code(bin, parts[features[node]][row] & 0xff) <= cut;
        }
        return bin <= FineBins.bin(cut);
    }

    /** Adds a tree to a model. */
    public void write(int tree, TreeEnsembleBuilder to) {
        to.tree(1.0);
        var leaf = new double[width];
        for (int node = roots[tree]; node < roots[tree + 1]; node++) {
            if (features[node] == LEAF) {
                System.arraycopy(answers, node * width, leaf, 0, width);
                to.leaf(leaf);
            } else {
                split(node, to);
            }
        }
    }

    private void split(int node, TreeEnsembleBuilder to) {
        int feature = features[node];
        switch (columns.bins(feature)) {
            case NumericBins _ -> {
                // After the last code no value comes: all of them against those that are missing.
                double threshold = fine.upper(feature, cuts[node]);
                to.split(missingFirst[node] ? NodeKind.NUMERIC_OR_MISSING : NodeKind.NUMERIC, feature, threshold);
            }
            case NominalBins bins -> {
                int set = 4 * cuts[node];
                long[] codes = bins.codes(Arrays.copyOfRange(binSets, set, set + 4));
                to.splitIn(feature, codes, missingFirst[node]);
            }
        }
    }
}
