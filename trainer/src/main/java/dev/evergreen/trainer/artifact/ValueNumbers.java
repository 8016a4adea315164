package dev.evergreen.trainer.artifact;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers the different values of a feature in the order in which they come, at most {@link PackedTrees#VALUES}. Costs some
 * 5 ns a value, where sorting all that come costs four times as much.
 */
final class ValueNumbers {
    private static final int NONE = -1;

    /** Odd and nobody's guess, so that no model can have values which all want the same slot. Nothing but time depends on it. */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    private double[] values = new double[4];
    private int size;
    /** Open addressing, at most half full; a power of two. */
    private int[] slots = emptySlots(8);

    /**
     * The number of a value, a new one if it has none. -0 and 0, which compare as equal, are one.
     *
     * @param value not NaN
     * @throws Unpackable if there are too many
     */
    int of(double value) throws Unpackable {
        // Adding 0 makes 0 of -0.
        double sought = value + 0.0;
        int slot = slot(sought);
        for (; slots[slot] != NONE; slot = (slot + 1) & (slots.length - 1)) {
            if (values[slots[slot]] == sought) {
                return slots[slot];
            }
        }
        Unpackable.above(size + 1.0, PackedTrees.VALUES, "different values of a feature");
        slots[slot] = size;
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = sought;
        size++;
        if (2 * size == slots.length) {
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
    int[] ranks() throws Unpackable {
        double[] ascending = ascending();
        var ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[of(ascending[rank])] = rank;
        }
        return ranks;
    }

    private void rehash() {
        slots = emptySlots(2 * slots.length);
        for (int number = 0; number < size; number++) {
            int slot = slot(values[number]);
            while (slots[slot] != NONE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number;
        }
    }

    /** The upper bits of a product with a random number: two values share them as seldom as by chance, whatever they are. */
    private int slot(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (int) ((bits * multiplier) >>> Long.numberOfLeadingZeros(slots.length - 1L));
    }

    private static int[] emptySlots(int length) {
        var slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
