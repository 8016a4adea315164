package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.List;

/**
 * What a fit over Smile's trees holds at once beside the shared window, in bytes. For n rows of which a tree draws m
 * different ones, p features of which a are numeric and b nominal, and trees of l leaves:
 *
 * <pre>
 * rows     n (8 a + 4 b + 12)     copied columns and labels (a nominal of up to 128 values takes 1 byte, not 4)
 * order    n 4 a                  each column's rows in the order of its values
 * learner  n r                    the learner's own numbers for each row
 * tree     n 5 + m (4 a + 20)     how often a row is drawn, the order of those drawn, the halves of a node while it is split
 * nodes    l (160 + p / 2 + 4 k)  Smile's nodes, each leaf with k counts, half of them with a split that waits
 * queue    8 L                    room for twice the leaves that are allowed
 * model    t l 3.5 (34 + 8 w)     t trees, flat: two nodes of 17 bytes and w numbers of its own for each leaf, in parts (1)
 *                                 that are put together in arrays that double (1.5 on average) and are copied (1)
 * </pre>
 *
 * L is what depth, leaf size and max_leaf_nodes allow. l is a guess, {@code m / (3 min_samples_leaf)} where that is less:
 * a sixth to a third was seen on noisy data.
 *
 * @param rows n
 * @param classes k, 0 for numbers
 */
record Workspace(long rows, long numeric, long nominal, long classes) {
    private static final long FIXED = 1 << 16;

    /** What a learner adds: {@code rowBytes} is r, {@code drawn} m as a share of n, {@code leafNumbers} w. */
    record Ensemble(double drawn, long rowBytes, long trees, double leafNumbers) {}

    static Workspace of(int rows, List<Feature> features, Label label) {
        long nominal =
                features.stream().filter(f -> f.type() == Feature.Type.NOMINAL).count();
        long classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        return new Workspace(rows, features.size() - nominal, nominal, classes);
    }

    long bytes(TreeShape shape, Ensemble ensemble) {
        double drawn = ensemble.drawn() * rows;
        double leaves = Math.min(shape.leaves(), 1 + drawn / (3.0 * shape.leafSize()));
        double perRow = 8 * numeric + 4 * nominal + 12 + 4 * numeric + ensemble.rowBytes() + 5;
        double tree = drawn * (4 * numeric + 20) + 8.0 * shape.leaves();
        double nodes = leaves * (160 + (numeric + nominal) / 2.0 + 4 * classes);
        double model = ensemble.trees() * leaves * 3.5 * (34 + 8 * ensemble.leafNumbers());
        return FIXED + (long) (rows * perRow + tree + nodes + model);
    }
}
