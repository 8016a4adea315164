package dev.evergreen.trainer.artifact;

/**
 * An ensemble's splits in 8 bytes each, and a row as small whole numbers, its ranks, that they are compared with. Made by
 * {@link TreePacking}; immutable and thread-safe.
 *
 * <p>A node is {@code slot << 48 | value << 32 | first}: a row whose rank in the slot is at most the value goes to the first
 * child, another one to the node after that. A rank is held as {@code (slot << 48) + (rank << 32)}, so that one subtraction
 * from the node leaves the child in the lower half and, in the sign, whether the next one is meant. The slots:
 *
 * <ul>
 *   <li>The first ones, of leaves: the rank is 0 and the first child the leaf itself, so that a row that has arrived stays.
 *       Slot and value are the number of the leaf's vector.
 *   <li>Two for each feature with thresholds: how many of them are below the row's value. A missing value is above all in
 *       the first slot and below all in the second, and splits look at the one that sends it where they want it.
 *   <li>One for each nominal value that splits ask for: 0 where the row has it, else 1.
 *   <li>One for each feature that is split by sets: which bit of a set counts, as a plain number. The value is the set's
 *       number.
 * </ul>
 */
final class PackedTrees {
    /** Trees walked side by side: while one waits for memory the others go on. */
    static final int LANES = 8;
    /** Above every value of a node, which is below it. */
    static final int VALUES = 1 << 16;

    /** Of a set: the bit for what is no code, the bit for a missing value, and then the codes. */
    static final int NO_CODE = 0;

    static final int MISSING = 1;
    static final int FIRST_CODE = 2;

    private final int leafWidth;
    private final int leafSlots;
    private final long[] nodes;
    /** Trees by depth, so that those walked together end together; filled up to whole groups with ones of no use. */
    private final int[] order;

    private final int[] roots;
    private final int[] steps;
    private final int[] thresholdFeatures;
    private final Cuts[] cuts;
    private final int[] valueFeatures;
    private final int[][] slotOfValue;
    private final int firstValueSlot;
    private final int[] setFeatures;
    private final int[] setBits;
    private final int firstSetSlot;
    private final int[] setStarts;
    private final long[] setWords;
    /** The ranks of a row that has no nominal value that splits ask for. */
    private final long[] blank;

    PackedTrees(TreePacking from) {
        leafWidth = from.leafWidth;
        leafSlots = from.slots.leafSlots;
        nodes = from.nodes;
        order = from.order;
        roots = from.roots;
        steps = from.steps;
        thresholdFeatures = from.slots.thresholdFeatures;
        cuts = from.slots.cuts;
        valueFeatures = from.slots.valueFeatures;
        slotOfValue = from.slots.slotOfValue;
        firstValueSlot = from.slots.firstValueSlot;
        setFeatures = from.slots.setFeatures;
        setBits = from.slots.setBits;
        firstSetSlot = from.slots.firstSetSlot;
        setStarts = from.setStarts;
        setWords = from.setWords;
        blank = new long[firstSetSlot + setFeatures.length];
        for (int slot = 0; slot < firstSetSlot; slot++) {
            blank[slot] = held(slot, slot < firstValueSlot ? 0 : 1);
        }
    }

    /** Room for a row's ranks. */
    long[] newRanks() {
        return blank.clone();
    }

    /** Room for the leaves that {@link #walk} finds. */
    int[] newLeaves() {
        return new int[order.length];
    }

    void rank(double[] row, long[] ranks) {
        for (int i = 0; i < cuts.length; i++) {
            rankThresholds(i, row[thresholdFeatures[i]], ranks);
        }
        forgetValues(ranks);
        for (int i = 0; i < valueFeatures.length; i++) {
            rankValue(i, row[valueFeatures[i]], ranks);
        }
        for (int i = 0; i < setFeatures.length; i++) {
            ranks[firstSetSlot + i] = bit(row[setFeatures[i]], setBits[i]);
        }
    }

    /** As {@link #rank} for the rows from {@code from} on, feature after feature. */
    void rankColumns(double[][] columns, int from, int rows, long[][] ranks) {
        for (int i = 0; i < cuts.length; i++) {
            double[] column = columns[thresholdFeatures[i]];
            for (int row = 0; row < rows; row++) {
                rankThresholds(i, column[from + row], ranks[row]);
            }
        }
        for (int row = 0; row < rows; row++) {
            forgetValues(ranks[row]);
        }
        for (int i = 0; i < valueFeatures.length; i++) {
            double[] column = columns[valueFeatures[i]];
            for (int row = 0; row < rows; row++) {
                rankValue(i, column[from + row], ranks[row]);
            }
        }
        for (int i = 0; i < setFeatures.length; i++) {
            double[] column = columns[setFeatures[i]];
            for (int row = 0; row < rows; row++) {
                ranks[row][firstSetSlot + i] = bit(column[from + row], setBits[i]);
            }
        }
    }

    private void forgetValues(long[] ranks) {
        System.arraycopy(blank, firstValueSlot, ranks, firstValueSlot, firstSetSlot - firstValueSlot);
    }

    private void rankThresholds(int i, double x, long[] ranks) {
        boolean missing = Double.isNaN(x);
        int rank = missing ? 0 : cuts[i].rank(x);
        int slot = leafSlots + 2 * i;
        ranks[slot] = held(slot, missing ? VALUES : rank);
        ranks[slot + 1] = held(slot + 1, rank);
    }

    private static long held(int slot, int rank) {
        return ((long) slot << 48) + ((long) rank << 32);
    }

    private void rankValue(int i, double x, long[] ranks) {
        int code = (int) x;
        int[] slots = slotOfValue[i];
        if (code == x && code >= 0 && code < slots.length && slots[code] > 0) {
            ranks[slots[code]] = held(slots[code], 0);
        }
    }

    private static int bit(double x, int bits) {
        int code = (int) x;
        if (code != x) {
            return Double.isNaN(x) ? MISSING : NO_CODE;
        }
        return code >= 0 && code < bits - FIRST_CODE ? code + FIRST_CODE : NO_CODE;
    }

    int groups() {
        return steps.length;
    }

    /**
     * Finds the leaves of a group of trees. Costs some 8 instructions for each tree and level, as many levels as the
     * group's deepest tree has, and no branch that a processor could guess wrongly but where splits are by sets.
     *
     * @param leaves {@code [trees, filled up]}, by tree: where the leaf's numbers begin, as {@link LeafSums} takes it
     */
    void walk(int group, long[] ranks, int[] leaves) {
        int tree = group * LANES;
        int a = roots[tree];
        int b = roots[tree + 1];
        int c = roots[tree + 2];
        int d = roots[tree + 3];
        int e = roots[tree + 4];
        int f = roots[tree + 5];
        int g = roots[tree + 6];
        int h = roots[tree + 7];
        if (setFeatures.length == 0) {
            for (int step = steps[group]; step > 0; step--) {
                a = move(nodes[a], ranks);
                b = move(nodes[b], ranks);
                c = move(nodes[c], ranks);
                d = move(nodes[d], ranks);
                e = move(nodes[e], ranks);
                f = move(nodes[f], ranks);
                g = move(nodes[g], ranks);
                h = move(nodes[h], ranks);
            }
        } else {
            for (int step = steps[group]; step > 0; step--) {
                a = moveAny(nodes[a], ranks);
                b = moveAny(nodes[b], ranks);
                c = moveAny(nodes[c], ranks);
                d = moveAny(nodes[d], ranks);
                e = moveAny(nodes[e], ranks);
                f = moveAny(nodes[f], ranks);
                g = moveAny(nodes[g], ranks);
                h = moveAny(nodes[h], ranks);
            }
        }
        leaves[order[tree]] = leafAt(a);
        leaves[order[tree + 1]] = leafAt(b);
        leaves[order[tree + 2]] = leafAt(c);
        leaves[order[tree + 3]] = leafAt(d);
        leaves[order[tree + 4]] = leafAt(e);
        leaves[order[tree + 5]] = leafAt(f);
        leaves[order[tree + 6]] = leafAt(g);
        leaves[order[tree + 7]] = leafAt(h);
    }

    private int leafAt(int node) {
        return leafWidth * (int) (nodes[node] >>> 32);
    }

    private static int move(long node, long[] ranks) {
        long rest = node - ranks[(int) (node >>> 48)];
        return (int) rest + (int) (rest >>> 63);
    }

    private int moveAny(long node, long[] ranks) {
        int slot = (int) (node >>> 48);
        if (slot < firstSetSlot) {
            return move(node, ranks);
        }
        int bit = (int) ranks[slot];
        long word = setWords[setStarts[(int) (node >>> 32) & 0xffff] + (bit >>> 6)];
        return (int) node + ((int) (~word >>> bit) & 1);
    }
}
