package dev.evergreen.trainer.boosting;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.GrowthLimits;
import java.util.List;

/**
 * What boosting holds at once beside the window and its bins, in bytes. For n rows, s scores a row (1, or one for each of more
 * than two classes), t rounds of trees of l leaves:
 *
 * <pre>
 * rows         32 n                   the fit's rows and labels, the tree's rows
 * scores       8 s n                  and as much for shares where there are several
 * gradients    16 n                   first and second derivatives
 * left out     4 n + 20 (n - m)       where each round draws m of them
 * histograms   16 b (l + 1)           of b bins of all features, for each node that waits; at most 64 MiB
 * trees        s t 2 l 25 1.5         the nodes of those that are grown
 * model        s t l 3.5 42           as {@code learner.Workspace} has it
 * </pre>
 *
 * l is a guess, {@code n / (3 min_samples_leaf)}, where depth and max_leaf_nodes allow it.
 */
public final class BoostingBytes {
    private static final long FIXED = 1 << 16;
    private static final int NODE = 25;

    private BoostingBytes() {}

    /** @param classes 0 for numbers */
    public static long of(BoostingSpec spec, int rows, List<Feature> features, int classes) {
        int scores = classes > 2 ? classes : 1;
        double perRow = 32 + 8 * scores + (scores > 1 ? 8 * scores : 0) + 16 + (spec.subsample() < 1 ? 4 : 0);
        long leftOut = LeftOut.bytes(rows - spec.drawn(rows));
        double leaves = leaves(spec, rows);
        double trees = (double) scores * spec.rounds() * leaves * (3 * NODE + 3.5 * 42);
        return FIXED
                + leftOut
                + (long) (rows * perRow + trees + Histograms.bytes(waiting(spec, leaves), bins(features, rows)));
    }

    private static double leaves(BoostingSpec spec, int rows) {
        GrowthLimits limits = spec.limits();
        double byDepth = limits.maxDepth() < 30 ? 1 << limits.maxDepth() : Integer.MAX_VALUE;
        double byRows = 1 + spec.drawn(rows) / (3.0 * limits.minSamplesLeaf());
        return Math.min(Math.min(byDepth, byRows), limits.maxLeafNodes());
    }

    /** Grown depth first, a node waits at each level. */
    private static int waiting(BoostingSpec spec, double leaves) {
        double levels = Math.min(spec.limits().maxDepth(), 2 * Math.log(leaves + 1) / Math.log(2));
        return (int) (spec.limits().maxLeafNodes() < GrowthLimits.UNLIMITED ? leaves + 1 : levels + 2);
    }

    private static long bins(List<Feature> features, int rows) {
        return features.stream()
                .mapToLong(feature -> switch (feature.type()) {
                    case NUMERIC -> Math.min(rows, BinnedColumns.MAX_BINS);
                    case NOMINAL -> Math.min(feature.values().size(), BinnedColumns.MAX_BINS);
                })
                .sum();
    }
}
