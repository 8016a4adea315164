package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * Grows trees one after another, on arrays that are used again for each. Nodes are split depth first, or best first where
 * the number of leaves is limited; either way a node's split depends on its rows and its own seed alone.
 */
final class TreeGrower {
    /** Nodes with more rows ask each time whether the fit is to stop. */
    private static final int MANY_ROWS = 4096;

    private final BinnedColumns columns;
    private final Sample sample;
    private final NodeSearch search;
    private final GrowthLimits limits;
    private final boolean anyBorder;
    private final boolean bestFirst;
    private final int width;
    private final NodeRandom random = new NodeRandom();
    private final byte[] isFirst = new byte[256];
    private final int[] features;
    private final int[] swaps;

    // Of nodes, in the order in which they came to be: sisters stand side by side.
    private int nodes;
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] depths = new int[256];
    private long[] seeds = new long[256];
    private int[] splitFeatures = new int[256];
    private int[] cuts = new int[256];
    private boolean[] missingFirst = new boolean[256];
    private int[] firstChildren = new int[256];
    private double[] gains = new double[256];
    private double[] answers;
    /** {@code [nodes x 4]} where some feature is nominal, else empty */
    private long[] sets;

    private final boolean anyNominal;
    private int[] waiting = new int[64];
    private int waitingCount;

    TreeGrower(BinnedColumns columns, Sample sample, NodeSearch search, GrowthLimits limits, boolean anyBorder) {
        this.columns = columns;
        this.sample = sample;
        this.search = search;
        this.limits = limits;
        this.anyBorder = anyBorder;
        this.bestFirst = limits.maxLeafNodes() < GrowthLimits.UNLIMITED;
        this.width = search.width();
        this.features = new int[columns.features()];
        this.swaps = new int[columns.features()];
        boolean nominal = false;
        for (int f = 0; f < features.length; f++) {
            features[f] = f;
            nominal |= columns.bins(f) instanceof NominalBins;
        }
        this.anyNominal = nominal;
        this.answers = new double[256 * width];
        this.sets = new long[nominal ? 1024 : 0];
    }

    /**
     * Grows a tree from the sample.
     *
     * @param weight of the whole sample
     * @throws InterruptedException if the thread was interrupted
     */
    void grow(long seed, Trees into, double weight) throws InterruptedException {
        nodes = 0;
        waitingCount = 0;
        int leaves = 1;
        open(0, sample.size, 0, seed);
        while (waitingCount > 0 && leaves < limits.maxLeafNodes()) {
            int node = next();
            split(node);
            leaves++;
            into.gained(splitFeatures[node], gains[node] / weight);
        }
        // What still waits when there are leaves enough stays a leaf.
        while (waitingCount > 0) {
            splitFeatures[waiting[--waitingCount]] = -1;
        }
        copy(into);
    }

    private void open(int nodeFrom, int nodeTo, int depth, long seed) throws InterruptedException {
        if (nodeTo - nodeFrom > MANY_ROWS && Thread.interrupted()) {
            throw new InterruptedException("interrupted while growing a tree");
        }
        int node = add(nodeFrom, nodeTo, depth, seed);
        search.enter(nodeFrom, nodeTo);
        search.answer(answers, node * width);
        int rows = nodeTo - nodeFrom;
        if (depth < limits.maxDepth()
                && rows >= limits.minSamplesSplit()
                && rows >= 2L * limits.minSamplesLeaf()
                && !search.pure()) {
            find(seed);
        }
        if (search.best.found()) {
            keep(node, search.best);
            // A split that gains nothing may come out below 0 by rounding.
            gains[node] = Math.max(0, search.gain());
            wait(node);
        } else {
            splitFeatures[node] = -1;
        }
    }

    /** Tries features in random order, and puts them back afterwards so that the next node draws from the same order. */
    private void find(long seed) {
        random.seed(seed);
        int tried = 0;
        boolean differed = false;
        while (tried < features.length && !(differed && tried >= limits.maxFeatures())) {
            int at = tried + random.below(features.length - tried);
            swap(tried, at);
            swaps[tried] = at;
            int feature = features[tried++];
            differed |= anyBorder ? search.tryAnyBorder(feature, random) : search.tryFeature(feature);
        }
        while (tried > 0) {
            tried--;
            swap(tried, swaps[tried]);
        }
    }

    private void swap(int left, int right) {
        int feature = features[left];
        features[left] = features[right];
        features[right] = feature;
    }

    private void split(int node) throws InterruptedException {
        int feature = splitFeatures[node];
        boolean nominal = columns.bins(feature) instanceof NominalBins;
        Split split = search.best;
        split.missingFirst = missingFirst[node];
        split.cut = cuts[node];
        if (nominal) {
            System.arraycopy(sets, 4 * node, split.bins, 0, 4);
        }
        split.sides(nominal, isFirst);
        int nodeTo = to[node];
        int border = sample.partition(columns.column(feature), isFirst, from[node], nodeTo);
        firstChildren[node] = nodes;
        int depth = depths[node] + 1;
        long seed = seeds[node];
        open(from[node], border, depth, NodeRandom.child(seed, 1));
        open(border, nodeTo, depth, NodeRandom.child(seed, 2));
    }

    private int add(int nodeFrom, int nodeTo, int depth, long seed) {
        if (nodes == from.length) {
            makeRoom();
        }
        from[nodes] = nodeFrom;
        to[nodes] = nodeTo;
        depths[nodes] = depth;
        seeds[nodes] = seed;
        return nodes++;
    }

    private void makeRoom() {
        int room = 2 * nodes;
        from = Arrays.copyOf(from, room);
        to = Arrays.copyOf(to, room);
        depths = Arrays.copyOf(depths, room);
        seeds = Arrays.copyOf(seeds, room);
        splitFeatures = Arrays.copyOf(splitFeatures, room);
        cuts = Arrays.copyOf(cuts, room);
        missingFirst = Arrays.copyOf(missingFirst, room);
        firstChildren = Arrays.copyOf(firstChildren, room);
        gains = Arrays.copyOf(gains, room);
        answers = Arrays.copyOf(answers, room * width);
        sets = Arrays.copyOf(sets, anyNominal ? 4 * room : 0);
    }

    private void keep(int node, Split split) {
        splitFeatures[node] = split.feature;
        cuts[node] = split.cut;
        missingFirst[node] = split.missingFirst;
        if (anyNominal) {
            System.arraycopy(split.bins, 0, sets, 4 * node, 4);
        }
    }

    private void wait(int node) {
        if (waitingCount == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waitingCount);
        }
        waiting[waitingCount++] = node;
    }

    /** The last to come, or the one that gains most, the first of several. */
    private int next() {
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

    /** Brings the nodes into preorder. */
    private void copy(Trees into) {
        into.begin();
        waiting[0] = 0;
        waitingCount = 1;
        // Where a second child is written, its parent hears of it; -1 for first children and the root.
        var parents = new int[nodes];
        Arrays.fill(parents, -1);
        while (waitingCount > 0) {
            int node = waiting[--waitingCount];
            int written = into.add(answers, node * width);
            if (parents[node] >= 0) {
                into.secondChild(parents[node], written);
            }
            int feature = splitFeatures[node];
            if (feature >= 0) {
                if (columns.bins(feature) instanceof NominalBins) {
                    into.splitNominal(written, feature, sets, 4 * node, missingFirst[node]);
                } else {
                    into.splitNumeric(written, feature, cuts[node], missingFirst[node]);
                }
                int first = firstChildren[node];
                parents[first + 1] = written;
                wait(first + 1);
                wait(first);
            }
        }
    }
}
