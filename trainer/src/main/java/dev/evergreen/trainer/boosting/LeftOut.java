package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.RowSieve;
import dev.evergreen.trainer.forest.Trees;

/**
 * The rows that a tree was not grown from, where each round draws some: they have its answers all the same. Holds 20 bytes a row, and
 * is used again for every tree.
 */
final class LeftOut {
    private final RowSieve sieve;
    private final int[] positions;
    private final int[] rows;
    private final int[] leaves;
    private int count;

    /** @param rows how many are left out each time */
    LeftOut(int rows) {
        this.sieve = new RowSieve(rows);
        this.positions = new int[rows];
        this.rows = new int[rows];
        this.leaves = new int[rows];
    }

    static long bytes(long rows) {
        return 20 * rows;
    }

    /**
     * Takes those of a round.
     *
     * @param times how often it drew each row
     * @param rowOf the window's row of each position
     */
    void take(int[] times, int[] rowOf) {
        count = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] == 0) {
                positions[count] = i;
                rows[count++] = rowOf[i];
            }
        }
    }

    /**
     * Adds a tree's answers for what was taken.
     *
     * @param scores {@code [rows]}, by position
     */
    void addAnswers(Trees trees, int tree, double[] scores) {
        sieve.leaves(trees, tree, rows, count, leaves);
        for (int i = 0; i < count; i++) {
            scores[positions[i]] += trees.answer(leaves[i]);
        }
    }
}
