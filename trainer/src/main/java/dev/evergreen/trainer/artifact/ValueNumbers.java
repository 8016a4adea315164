package dev.evergreen.trainer.artifact;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers the different values of a feature in the order in which they come, at most {@link PackedTrees#VALUES}. Costs some
 * 5 ns a value that comes; to sort them all costs four times as much.
 */
final class ValueNumbers {
    private static final int NONE = -1;

    /**
     * Odd and nobody's guess, so that no model can have values which all want the same slot. Nothing but time depends on it:
     * numbers do not, and so neither do models.
     */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    private double[] values = new double[4];
    private int size;
    /** Open addressing, at most half full; a power of two. */
    private int[] table = emptyTable(8);

    /**
     * The number of a value, a new one if it has none. -0 and 0, which compare as equal, are one.
     *
     * @param value not NaN
     * @throws Unpackable if there are too many
     */
    int of(double value) throws Unpackable {
        // Adding 0 makes 0 of -0.
        double sought = value + 0.0;
        int slot = slotOf(sought);
        if (table[slot] != NONE) {
            return table[slot];
        }
        Unpackable.above(size + 1.0, PackedTrees.VALUES, "different values of a feature");
        table[slot] = size;
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = sought;
        size++;
        if (2 * size == table.length) {
            rehash();
        }
        return size - 1;
    }

    int size() {
        return size;
    }

    /** A copy. */
    double[] ascending() {
        double[] ascending = Arrays.copyOf(values, size);
        Arrays.sort(ascending);
        return ascending;
    }

    /** By number: how many of the values are less. */
    int[] ranks() {
        double[] ascending = ascending();
        var ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[table[slotOf(ascending[rank])]] = rank;
        }
        return ranks;
    }

    private void rehash() {
        table = emptyTable(2 * table.length);
        for (int number = 0; number < size; number++) {
            table[slotOf(values[number])] = number;
        }
    }

    /** Where a value's number is, or is to go. */
    private int slotOf(double value) {
        int slot = firstSlot(value);
        while (table[slot] != NONE && values[table[slot]] != value) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /**
     * The upper bits of a product with a random odd number: any two values share them at most twice as often as by chance
     * (Dietzfelbinger et al., A reliable randomized algorithm for the closest-pair problem, 1997).
     */
    private int firstSlot(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (int) ((bits * multiplier) >>> Long.numberOfLeadingZeros(table.length - 1L));
    }

    private static int[] emptyTable(int length) {
        var table = new int[length];
        Arrays.fill(table, NONE);
        return table;
    }
}
