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
    private final FineColumns fine;
    private final Sample sample;
    private final NodeSearch search;
    private final GrowthLimits limits;
    private final boolean anyBorder;
    private final GrowingTree tree;
    private final int width;
    private final NodeRandom random = new NodeRandom();
    private final byte[] isFirst = new byte[256];
    private final int[] features;
    private final int[] swaps;

    TreeGrower(
            BinnedColumns columns,
            FineColumns fine,
            Sample sample,
            NodeSearch search,
            GrowthLimits limits,
            boolean anyBorder) {
        this.columns = columns;
        this.fine = fine;
        this.sample = sample;
        this.search = search;
        this.limits = limits;
        this.anyBorder = anyBorder;
        this.width = search.width();
        this.tree = new GrowingTree(columns, width, limits.maxLeafNodes() < GrowthLimits.UNLIMITED);
        this.features = new int[columns.features()];
        this.swaps = new int[columns.features()];
        Arrays.setAll(features, f -> f);
    }

    /**
     * Grows a tree from the sample.
     *
     * @param weight of the whole sample
     * @throws InterruptedException if the thread was interrupted
     */
    void grow(long seed, Trees into, double weight) throws InterruptedException {
        tree.clear();
        int leaves = 1;
        open(0, sample.size, 0, seed);
        while (tree.anyWaits() && leaves < limits.maxLeafNodes()) {
            int node = tree.next();
            split(node);
            leaves++;
            into.gained(tree.feature(node), tree.gain(node) / weight);
        }
        tree.copy(into);
    }

    private void open(int nodeFrom, int nodeTo, int depth, long seed) throws InterruptedException {
        if (nodeTo - nodeFrom > MANY_ROWS && Thread.interrupted()) {
            throw new InterruptedException("interrupted while growing a tree");
        }
        int node = tree.add(nodeFrom, nodeTo, depth, seed);
        search.enter(nodeFrom, nodeTo);
        search.answer(tree.answers(), node * width);
        int rows = nodeTo - nodeFrom;
        if (depth < limits.maxDepth()
                && rows >= limits.minSamplesSplit()
                && rows >= 2L * limits.minSamplesLeaf()
                && !search.pure()) {
            find(seed);
        }
        if (search.best.found()) {
            // A split that gains nothing may come out below 0 by rounding.
            tree.keep(node, search.best, Math.max(0, search.gain()));
        }
    }

    /** Tries features in random order, and puts them back afterwards so that the next node draws from the same order. */
    private void find(long seed) {
        random.seed(seed);
        int tried = 0;
        boolean differed = false;
        // As many as are tried in any case, two by two.
        while (!anyBorder && tried + 2 <= Math.min(limits.maxFeatures(), features.length)) {
            int one = draw(tried++);
            differed |= search.tryFeatures(one, draw(tried++));
        }
        while (tried < features.length && !(differed && tried >= limits.maxFeatures())) {
            int feature = draw(tried++);
            differed |= anyBorder ? search.tryAnyBorder(feature, random) : search.tryFeature(feature);
        }
        while (tried > 0) {
            tried--;
            swap(tried, swaps[tried]);
        }
    }

    private int draw(int tried) {
        int at = tried + random.below(features.length - tried);
        swap(tried, at);
        swaps[tried] = at;
        return features[tried];
    }

    private void swap(int left, int right) {
        int feature = features[left];
        features[left] = features[right];
        features[right] = feature;
    }

    private void partition(int node, int from, int border, int to) {
        int feature = tree.feature(node);
        byte[] column = columns.column(feature);
        if (columns.bins(feature) instanceof NominalBins) {
            tree.sides(node, isFirst);
            sample.partition(column, isFirst, from, border, to);
        } else if (FineBins.isLast(tree.cut(node))) {
            sample.partition(column, FineBins.bin(tree.cut(node)), tree.missingFirst(node), from, border, to);
        } else {
            sample.partition(column, fine.column(feature), tree.cut(node), tree.missingFirst(node), from, border, to);
        }
    }

    private void split(int node) throws InterruptedException {
        int from = tree.from(node);
        int to = tree.to(node);
        int border = tree.border(node);
        sample.turnTo(tree.depth(node));
        partition(node, from, border, to);
        tree.childrenFollow(node);
        int depth = tree.depth(node) + 1;
        sample.turnTo(depth);
        long seed = tree.seed(node);
        open(from, border, depth, NodeRandom.child(seed, 1));
        open(border, to, depth, NodeRandom.child(seed, 2));
    }
}
