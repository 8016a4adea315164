package dev.evergreen.trainer.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks each tree of a fit, as soon as it is grown, about rows that it did not draw. */
final class Inquiry {
    /** Where every tree draws every row, permutations are tried on so many of them. */
    private static final int SAMPLED = 2_000;

    private static final int SAMPLE = -1;
    private static final int PERMUTATIONS = 3;

    private final BinnedColumns columns;
    private final FineColumns fine;
    private final FitRows rows;
    private final Questions questions;
    private final boolean leavesOut;
    private final NodeRandom random = new NodeRandom();
    private final Optional<OutOfBag> votes;
    private final List<PermutationLoss> losses = new ArrayList<>();

    private final RowSieve sieve;
    private final int[] positions;
    /** The window's rows at the positions. */
    private final int[] askedRows;

    private final int[] leaves;
    private int asked;

    // For permutations only.
    private final byte[] mixed;
    private final byte[] mixedParts;
    private final int[] order;
    private final double[] sums;
    private int trees;

    Inquiry(BinnedColumns columns, FineColumns fine, FitRows rows, ForestSpec spec, Questions questions, long seed) {
        this.columns = columns;
        this.fine = fine;
        this.rows = rows;
        this.questions = questions;
        this.leavesOut = spec.leavesOut();
        this.votes = questions.outOfBag() ? Optional.of(OutOfBag.of(rows)) : Optional.empty();
        int most = leavesOut ? rows.size() : Math.min(SAMPLED, rows.size());
        this.sieve = new RowSieve(most);
        this.positions = new int[rows.size()];
        this.askedRows = new int[most];
        this.leaves = new int[most];
        boolean mixes = questions.permutation();
        this.mixed = new byte[mixes ? columns.rows() : 0];
        this.mixedParts = new byte[mixed.length];
        this.order = new int[mixes ? rows.size() : 0];
        this.sums = new double[columns.features()];
        if (!leavesOut) {
            sample(seed);
        }
    }

    /** The same rows for every tree. */
    private void sample(long seed) {
        random.seed(NodeRandom.child(seed, SAMPLE));
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        asked = Math.min(SAMPLED, positions.length);
        for (int i = 0; i < asked; i++) {
            int other = i + random.below(positions.length - i);
            int position = positions[i];
            positions[i] = positions[other];
            positions[other] = position;
        }
        Arrays.sort(positions, 0, asked);
        noteRows();
    }

    private void noteRows() {
        for (int i = 0; i < asked; i++) {
            askedRows[i] = rows.row(positions[i]);
        }
    }

    Findings findings() {
        return new Findings(votes, losses);
    }

    void beginPart() {
        Arrays.fill(sums, 0);
        trees = 0;
    }

    void endPart() {
        if (questions.permutation()) {
            losses.add(PermutationLoss.of(leavesOut, trees, sums));
        }
    }

    /**
     * Asks the tree that was grown last. Costs one descent for each row that was left out, and with permutations one more
     * for each feature that it splits on.
     *
     * @param times how often it drew each row
     * @param seed the tree's
     */
    void ask(Trees grown, int[] times, long seed) throws InterruptedException {
        if (leavesOut) {
            leftOut(times);
        }
        if (asked == 0) {
            return;
        }
        int tree = grown.count() - 1;
        descend(grown, tree);
        if (votes.isPresent()) {
            for (int i = 0; i < asked; i++) {
                votes.get().add(positions[i], grown.answers(), leaves[i] * grown.width());
            }
        }
        if (questions.permutation()) {
            permute(grown, tree, seed);
        }
    }

    private void leftOut(int[] times) {
        asked = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] == 0) {
                positions[asked++] = i;
            }
        }
        noteRows();
    }

    private void descend(Trees grown, int tree) {
        sieve.leaves(grown, tree, askedRows, asked, leaves);
    }

    private void permute(Trees grown, int tree, long seed) throws InterruptedException {
        double before = loss(grown);
        boolean[] used = grown.featuresOf(tree);
        for (int f = 0; f < used.length; f++) {
            if (!used[f]) {
                continue;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted between two permutations");
            }
            mix(f, NodeRandom.child(NodeRandom.child(seed, PERMUTATIONS), f));
            grown.read(f, mixed, mixedParts);
            descend(grown, tree);
            grown.read(f, columns.column(f), fine.column(f));
            sums[f] += loss(grown) - before;
        }
        trees++;
    }

    /** Deals the values of the rows that are asked about among these rows: Fisher and Yates, in Durstenfeld's form. */
    private void mix(int feature, long seed) {
        byte[] column = columns.column(feature);
        byte[] parts = fine.column(feature);
        random.seed(seed);
        for (int i = 0; i < asked; i++) {
            int other = random.below(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        for (int i = 0; i < asked; i++) {
            int to = askedRows[i];
            int from = askedRows[order[i]];
            mixed[to] = column[from];
            if (parts.length > 0) {
                mixedParts[to] = parts[from];
            }
        }
    }

    /** The share of wrong classes, or the mean squared error, of what is in {@link #leaves}. */
    private double loss(Trees grown) {
        double sum = 0;
        for (int i = 0; i < asked; i++) {
            sum += rows.classes().length > 0
                    ? wrong(grown, leaves[i], rows.y()[positions[i]])
                    : squaredError(grown.answers()[leaves[i]] - rows.mean() - rows.targets()[positions[i]]);
        }
        return sum / asked;
    }

    private static int wrong(Trees grown, int leaf, int y) {
        int at = leaf * grown.width();
        int best = 0;
        for (int c = 1; c < grown.width(); c++) {
            if (grown.answers()[at + c] > grown.answers()[at + best]) {
                best = c;
            }
        }
        return best == y ? 0 : 1;
    }

    private static double squaredError(double error) {
        return error * error;
    }
}
