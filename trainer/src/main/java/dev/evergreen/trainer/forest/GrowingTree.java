package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * A tree that grows: its nodes in the order in which they came to be, sisters side by side, and those of them that wait to
 * be split. A node is a stretch of the rows that its grower keeps in order. Used again for every tree.
 */
public final class GrowingTree {
    private static final int NONE = -1;

    private final BinnedColumns columns;
    private final int width;
    private final boolean bestFirst;
    private final boolean anyNominal;

    private int nodes;
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] depths = new int[256];
    private long[] seeds = new long[256];
    private int[] features = new int[256];
    private int[] cuts = new int[256];
    private boolean[] missingFirst = new boolean[256];
    private int[] firstRows = new int[256];
    private int[] firstChildren = new int[256];
    private double[] gains = new double[256];
    private double[] answers;
    /** {@code [nodes x 4]} where some feature is nominal, else empty */
    private long[] sets;

    private int[] waiting = new int[64];
    private int waitingCount;

    /**
     * @param width how many numbers a node's answer has
     * @param bestFirst whether the node that gains most is split next; else the last to come
     */
    public GrowingTree(BinnedColumns columns, int width, boolean bestFirst) {
        this.columns = columns;
        this.width = width;
        this.bestFirst = bestFirst;
        this.anyNominal = columns.anyNominal();
        this.answers = new double[256 * width];
        this.sets = new long[anyNominal ? 1024 : 0];
    }

    /** Forgets the tree before. */
    public void clear() {
        nodes = 0;
        waitingCount = 0;
    }

    /** Adds a leaf, which a later {@link #keep} may make a split. */
    public int add(int nodeFrom, int nodeTo, int depth, long seed) {
        if (nodes == from.length) {
            makeRoom();
        }
        from[nodes] = nodeFrom;
        to[nodes] = nodeTo;
        depths[nodes] = depth;
        seeds[nodes] = seed;
        features[nodes] = NONE;
        return nodes++;
    }

    private void makeRoom() {
        int room = 2 * nodes;
        from = Arrays.copyOf(from, room);
        to = Arrays.copyOf(to, room);
        depths = Arrays.copyOf(depths, room);
        seeds = Arrays.copyOf(seeds, room);
        features = Arrays.copyOf(features, room);
        cuts = Arrays.copyOf(cuts, room);
        missingFirst = Arrays.copyOf(missingFirst, room);
        firstRows = Arrays.copyOf(firstRows, room);
        firstChildren = Arrays.copyOf(firstChildren, room);
        gains = Arrays.copyOf(gains, room);
        answers = Arrays.copyOf(answers, room * width);
        sets = Arrays.copyOf(sets, anyNominal ? 4 * room : 0);
    }

    public int nodes() {
        return nodes;
    }

    public int from(int node) {
        return from[node];
    }

    public int to(int node) {
        return to[node];
    }

    public int depth(int node) {
        return depths[node];
    }

    public long seed(int node) {
        return seeds[node];
    }

    public boolean isLeaf(int node) {
        return features[node] == NONE;
    }

    public int feature(int node) {
        return features[node];
    }

    public double gain(int node) {
        return gains[node];
    }

    /** The answers of all nodes, {@code [nodes x width]}, to be written to; valid until the next {@link #add}. */
    public double[] answers() {
        return answers;
    }

    /** Keeps how a node is best split and lets it wait for that. */
    public void keep(int node, Split split, double gain) {
        features[node] = split.feature;
        cuts[node] = split.cut;
        missingFirst[node] = split.missingFirst;
        firstRows[node] = split.firstRows;
        gains[node] = gain;
        if (anyNominal) {
            System.arraycopy(split.bins, 0, sets, 4 * node, 4);
        }
        await(node);
    }

    private void await(int node) {
        if (waitingCount == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waitingCount);
        }
        waiting[waitingCount++] = node;
    }

    public boolean anyWaits() {
        return waitingCount > 0;
    }

    /** The node to be split next: the last to come, or the one that gains most, the first of several. */
    public int next() {
        int at = waitingCount - 1;
        if (bestFirst) {
            for (int i = waitingCount - 2; i >= 0; i--) {
                if (gains[waiting[i]] >= gains[waiting[at]]) {
                    at = i;
                }
            }
        }
        int node = waiting[at];
        waitingCount--;
        System.arraycopy(waiting, at + 1, waiting, at, waitingCount - at);
        return node;
    }

    /** Of a numeric split: the last code that goes to the first child. */
    int cut(int node) {
        return cuts[node];
    }

    boolean missingFirst(int node) {
        return missingFirst[node];
    }

    /** Of a split: where the rows of its second child begin. */
    int border(int node) {
        return from[node] + firstRows[node];
    }

    /** Writes 1 for each bin that goes to a split's first child and 0 for the others: {@code [256]}. No bin is cut. */
    public void sides(int node, byte[] isFirst) {
        if (columns.bins(features[node]) instanceof NominalBins) {
            for (int bin = 0; bin < isFirst.length; bin++) {
                isFirst[bin] = (byte) (sets[4 * node + (bin >>> 6)] >>> bin & 1);
            }
        } else {
            int last = cuts[node] >>> 8;
            Arrays.fill(isFirst, 0, last + 1, (byte) 1);
            Arrays.fill(isFirst, last + 1, isFirst.length, (byte) 0);
        }
        isFirst[BinnedColumns.MISSING] = (byte) (missingFirst[node] ? 1 : 0);
    }

    /** Tells a split that its children are the next two nodes to be added. */
    public void childrenFollow(int node) {
        firstChildren[node] = nodes;
    }

    /** Ends the tree: what still waits stays a leaf, and all nodes are copied in preorder. */
    public void copy(Trees into) {
        while (waitingCount > 0) {
            features[waiting[--waitingCount]] = NONE;
        }
        into.begin(nodes);
        await(0);
        // Where a second child is written, its parent hears of it; none for first children and the root.
        var parents = new int[nodes];
        Arrays.fill(parents, NONE);
        while (waitingCount > 0) {
            int node = waiting[--waitingCount];
            int written = into.add(answers, node * width);
            if (parents[node] != NONE) {
                into.secondChild(parents[node], written);
            }
            if (!isLeaf(node)) {
                copySplit(node, written, into);
                int first = firstChildren[node];
                parents[first + 1] = written;
                await(first + 1);
                await(first);
            }
        }
    }

    private void copySplit(int node, int written, Trees into) {
        int feature = features[node];
        if (columns.bins(feature) instanceof NominalBins) {
            into.splitNominal(written, feature, sets, 4 * node, missingFirst[node]);
        } else {
            into.splitNumeric(written, feature, cuts[node], missingFirst[node]);
        }
    }
}
