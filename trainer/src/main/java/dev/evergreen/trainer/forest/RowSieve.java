package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * Brings many rows of a window down a tree at once: each node parts those that come to it, in a loop that knows what is asked,
 * in place of each row asking its way down. For one thread, and any number of trees. Holds 8 bytes a row, and
 * little for the nodes that wait.
 */
public final class RowSieve {
    private static final int[] WHOLE = {Integer.MAX_VALUE};

    /** Which rows, as positions, are where: those of even depths and of odd ones. */
    private final int[][] places;
    /** Nodes that wait, each with its depth and the places of its rows: four numbers a node. */
    private int[] waiting = new int[4 * 64];

    private int waitingCount;

    /** @param most rows at a time */
    public RowSieve(int most) {
        this.places = new int[2][most];
    }

    /**
     * Adds the answers, of one number each, of a whole tree.
     *
     * @param rows of the window, at most as many as there is room for
     * @param sums {@code [rows]}
     */
    public void addAnswers(Trees trees, int tree, int[] rows, double[] sums) {
        addAnswers(trees, tree, rows, 0, rows.length, WHOLE, new double[][] {sums});
    }

    /**
     * Adds a tree's answers for rows of the window. Costs a scattered read of a byte a row and level, of two where a bin is
     * cut, and something for each node, so that it is the less a row the more rows come at a time.
     *
     * @param rows of the window
     * @param from which of them is the first
     * @param to which of them is the first that is left out
     * @param depths where the tree is cut off, ascending
     * @param sums {@code [depths][rows x width]}
     */
    void addAnswers(Trees trees, int tree, int[] rows, int from, int to, int[] depths, double[][] sums) {
        for (int i = from; i < to; i++) {
            places[0][i - from] = i;
        }
        push(trees.root(tree), 0, 0, to - from);
        int last = depths[depths.length - 1];
        while (waitingCount > 0) {
            waitingCount -= 4;
            int node = waiting[waitingCount];
            int depth = waiting[waitingCount + 1];
            int low = waiting[waitingCount + 2];
            int high = waiting[waitingCount + 3];
            int cut = 0;
            while (depths[cut] < depth) {
                cut++;
            }
            // Down along the first children; the second ones wait.
            while (low < high && depth < last && !trees.isLeaf(node)) {
                if (depth == depths[cut]) {
                    add(trees, node, depth & 1, low, high, sums, cut, cut + 1);
                    cut++;
                }
                int middle = part(trees, node, rows, places[depth & 1], places[~depth & 1], low, high);
                depth++;
                if (middle < high) {
                    push(trees.second(node), depth, middle, high);
                }
                node++;
                high = middle;
            }
            add(trees, node, depth & 1, low, high, sums, cut, depths.length);
        }
    }

    /**
     * The leaf that each row of the window comes to in a tree. Costs as {@link #addAnswers} does.
     *
     * @param count how many of the rows are asked for, at most as many as there is room for
     * @param leaves {@code [rows]}: nodes, written to
     */
    public void leaves(Trees trees, int tree, int[] rows, int count, int[] leaves) {
        for (int i = 0; i < count; i++) {
            places[0][i] = i;
        }
        push(trees.root(tree), 0, 0, count);
        while (waitingCount > 0) {
            waitingCount -= 4;
            int node = waiting[waitingCount];
            int depth = waiting[waitingCount + 1];
            int low = waiting[waitingCount + 2];
            int high = waiting[waitingCount + 3];
            while (low < high && !trees.isLeaf(node)) {
                int middle = part(trees, node, rows, places[depth & 1], places[~depth & 1], low, high);
                depth++;
                if (middle < high) {
                    push(trees.second(node), depth, middle, high);
                }
                node++;
                high = middle;
            }
            int[] at = places[depth & 1];
            for (int i = low; i < high; i++) {
                leaves[at[i]] = node;
            }
        }
    }

    private void push(int node, int depth, int low, int high) {
        if (waitingCount == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waiting.length);
        }
        waiting[waitingCount++] = node;
        waiting[waitingCount++] = depth;
        waiting[waitingCount++] = low;
        waiting[waitingCount++] = high;
    }

    /** Adds a node's answer for the rows that are there, wherever the tree is cut off there or below. */
    private void add(Trees trees, int node, int parity, int low, int high, double[][] sums, int cut, int toCut) {
        int width = trees.width();
        double[] answers = trees.answers();
        int[] at = places[parity];
        for (int d = cut; d < toCut; d++) {
            double[] into = sums[d];
            for (int c = 0; c < width; c++) {
                double answer = answers[node * width + c];
                for (int i = low; i < high; i++) {
                    into[at[i] * width + c] += answer;
                }
            }
        }
    }

    /** The first child's rows go to the front, the second one's to the back; where the latter begin. */
    private static int part(Trees trees, int node, int[] rows, int[] from, int[] to, int low, int high) {
        if (!trees.isPlain(node)) {
            return partByAnything(trees, node, rows, from, to, low, high);
        }
        int cut = trees.cut(node);
        int feature = trees.feature(node);
        byte[] column = trees.column(feature);
        return FineBins.isLast(cut)
                ? partBetween(column, FineBins.bin(cut), rows, from, to, low, high)
                : partWithin(column, trees.within(feature), cut, rows, from, to, low, high);
    }

    // None of these branches by the side, which cannot be foreseen: each row is written to both ends, and one of them
    // counts.

    private static int partBetween(byte[] column, int bin, int[] rows, int[] from, int[] to, int low, int high) {
        int front = low;
        int back = high - 1;
        for (int i = low; i < high; i++) {
            int place = from[i];
            int first = ((column[rows[place]] & 0xff) - bin - 1) >>> 31;
            to[front] = place;
            to[back] = place;
            front += first;
            back -= 1 - first;
        }
        return front;
    }

    private static int partWithin(
            byte[] column, byte[] within, int cut, int[] rows, int[] from, int[] to, int low, int high) {
        int front = low;
        int back = high - 1;
        for (int i = low; i < high; i++) {
            int place = from[i];
            int row = rows[place];
            int first = (FineBins.code(column[row] & 0xff, within[row] & 0xff) - cut - 1) >>> 31;
            to[front] = place;
            to[back] = place;
            front += first;
            back -= 1 - first;
        }
        return front;
    }

    private static int partByAnything(Trees trees, int node, int[] rows, int[] from, int[] to, int low, int high) {
        int front = low;
        int back = high - 1;
        for (int i = low; i < high; i++) {
            int place = from[i];
            int first = trees.goesFirst(node, rows[place]) ? 1 : 0;
            to[front] = place;
            to[back] = place;
            front += first;
            back -= 1 - first;
        }
        return front;
    }
}
