package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.GrowingTree;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.NodeRandom;
import dev.evergreen.trainer.forest.Trees;
import java.util.Arrays;

/**
 * Grows trees one after another: best split first where the number of leaves is limited, else depth first. Of a split's
 * children only the smaller is counted, the other is what is left of their parent.
 */
final class BoostedTreeGrower {
    private static final int NONE = -1;

    private final BinnedColumns columns;
    private final TreeRows rows;
    private final Gradients gradients;
    private final BoostingSpec spec;
    private final GrowthLimits limits;
    private final GrowingTree tree;
    private final Histograms histograms;
    private final SplitSearch search;
    private final byte[] isFirst = new byte[256];

    // By node: what its rows add up to, the same of its first child, and which histogram is its own.
    private long[] sums = new long[256];
    private long[] weights = new long[256];
    private long[] firstSums = new long[256];
    private long[] firstWeights = new long[256];
    private int[] slots = new int[256];

    BoostedTreeGrower(BinnedColumns columns, TreeRows rows, Gradients gradients, BoostingSpec spec) {
        this(columns, rows, gradients, spec, mostHistograms(spec.limits()));
    }

    /** @param mostHistograms that are kept for nodes that wait; fewer cost time and change no tree */
    BoostedTreeGrower(
            BinnedColumns columns, TreeRows rows, Gradients gradients, BoostingSpec spec, int mostHistograms) {
        this.columns = columns;
        this.rows = rows;
        this.gradients = gradients;
        this.spec = spec;
        this.limits = spec.limits();
        boolean bestFirst = limits.maxLeafNodes() < GrowthLimits.UNLIMITED;
        this.tree = new GrowingTree(columns, 1, bestFirst);
        this.histograms = new Histograms(columns, mostHistograms);
        this.search = new SplitSearch(columns, histograms, gradients, limits, spec.l2Regularization());
    }

    /** That may wait at once: more would never be used. */
    private static int mostHistograms(GrowthLimits limits) {
        return Math.min(limits.maxLeafNodes(), Integer.MAX_VALUE - 1) + 1;
    }

    /**
     * Grows a tree from the rows and gradients as they are.
     *
     * @param unit see {@link Loss#unit}
     * @param start added to each answer
     */
    void grow(long seed, double unit, double start, Trees into) throws InterruptedException {
        tree.clear();
        openRoot(seed);
        int leaves = 1;
        while (tree.anyWaits() && leaves < limits.maxLeafNodes()) {
            int node = tree.next();
            leaves++;
            split(node, leaves < limits.maxLeafNodes());
            into.gained(tree.feature(node), tree.gain(node) / rows.size());
        }
        for (int node = 0; node < tree.nodes(); node++) {
            giveBack(node);
            tree.answers()[node] = start + unit * answer(node);
        }
        tree.copy(into);
    }

    /** Where the loss is least, to second order, and the learning rate of the way there. */
    private double answer(int node) {
        double hessian = gradients.hessian(weights[node]);
        // So close to the labels that nothing is left of the second derivatives.
        return hessian < SplitSearch.LEAST_HESSIAN
                ? 0
                : -spec.learningRate() * gradients.gradient(sums[node]) / (hessian + spec.l2Regularization());
    }

    /** Adds the last tree's answers to the scores of the rows that it was grown from. */
    void addAnswers(double[] scores) {
        double[] answers = tree.answers();
        for (int node = 0; node < tree.nodes(); node++) {
            if (tree.isLeaf(node)) {
                double answer = answers[node];
                for (int i = tree.from(node); i < tree.to(node); i++) {
                    scores[rows.positions[i]] += answer;
                }
            }
        }
    }

    private void openRoot(long seed) throws InterruptedException {
        long sum = 0;
        long weight = 0;
        for (int i = 0; i < rows.size(); i++) {
            int position = rows.positions[i];
            sum += gradients.gradients[position];
            weight += gradients.weights[position];
        }
        int root = add(0, rows.size(), 0, seed, sum, weight);
        if (mayBeSplit(root)) {
            count(root, root);
            look(root);
        }
    }

    private int add(int from, int to, int depth, long seed, long sum, long weight) {
        int node = tree.add(from, to, depth, seed);
        if (node == sums.length) {
            sums = Arrays.copyOf(sums, 2 * node);
            weights = Arrays.copyOf(weights, 2 * node);
            firstSums = Arrays.copyOf(firstSums, 2 * node);
            firstWeights = Arrays.copyOf(firstWeights, 2 * node);
            slots = Arrays.copyOf(slots, 2 * node);
        }
        sums[node] = sum;
        weights[node] = weight;
        slots[node] = NONE;
        return node;
    }

    private boolean mayBeSplit(int node) {
        int count = tree.to(node) - tree.from(node);
        return tree.depth(node) < limits.maxDepth()
                && count >= limits.minSamplesSplit()
                && count >= 2L * limits.minSamplesLeaf();
    }

    private void split(int node, boolean goesOn) throws InterruptedException {
        tree.sides(node, isFirst);
        int from = tree.from(node);
        int to = tree.to(node);
        int border = rows.partition(columns.column(tree.feature(node)), isFirst, from, to);
        tree.childrenFollow(node);
        int depth = tree.depth(node) + 1;
        long seed = tree.seed(node);
        long sum = firstSums[node];
        long weight = firstWeights[node];
        int first = add(from, border, depth, NodeRandom.child(seed, 1), sum, weight);
        int second = add(border, to, depth, NodeRandom.child(seed, 2), sums[node] - sum, weights[node] - weight);
        if (goesOn) {
            boolean firstIsSmaller = border - from <= to - border;
            countChildren(node, firstIsSmaller ? first : second, firstIsSmaller ? second : first);
            look(first);
            look(second);
        }
        giveBack(node);
    }

    private void countChildren(int node, int smaller, int larger) throws InterruptedException {
        if (mayBeSplit(larger)) {
            if (slots[node] == NONE) {
                count(larger, node);
            } else {
                count(smaller, node);
                histograms.subtract(slots[smaller], slots[node]);
                slots[larger] = slots[node];
                slots[node] = NONE;
            }
            if (!mayBeSplit(smaller)) {
                giveBack(smaller);
            } else if (slots[smaller] == NONE) {
                count(smaller, node);
            }
        }
    }

    /** @param inUse whose histogram must stay */
    private void count(int node, int inUse) throws InterruptedException {
        if (histograms.left() == 0) {
            giveUpLeastGain(inUse);
        }
        slots[node] = histograms.take();
        histograms.fill(slots[node], rows, gradients, tree.from(node), tree.to(node));
    }

    /** Takes the histogram of the node that will wait longest: both of its children are counted then. */
    private void giveUpLeastGain(int inUse) {
        int least = NONE;
        for (int node = 0; node < tree.nodes(); node++) {
            boolean waits = slots[node] != NONE && !tree.isLeaf(node) && node != inUse;
            if (waits && (least == NONE || tree.gain(node) < tree.gain(least))) {
                least = node;
            }
        }
        giveBack(least);
    }

    private void giveBack(int node) {
        if (slots[node] != NONE) {
            histograms.giveBack(slots[node]);
            slots[node] = NONE;
        }
    }

    private void look(int node) {
        if (slots[node] == NONE) {
            return;
        }
        search.find(histograms.of(slots[node]), sums[node], weights[node], tree.seed(node));
        if (search.best.found()) {
            firstSums[node] = search.firstGradient;
            firstWeights[node] = search.firstWeight;
            tree.keep(node, search.best, search.gain());
        } else {
            giveBack(node);
        }
    }
}
