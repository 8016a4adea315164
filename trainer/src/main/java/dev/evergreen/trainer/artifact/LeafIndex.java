package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/** Finds a leaf vector among those that were added before: 8 to 16 bytes a vector, against 150 as keys of a map. */
final class LeafIndex {
    private static final int NONE = -1;

    private final int width;
    /** Open addressing, at most half full. */
    private int[] slots = emptySlots(64);

    private int size;

    LeafIndex(int width) {
        this.width = width;
    }

    /** The vector with the same bits as these numbers, or -1. Costs about one comparison. */
    int find(double[] numbers, double[] leaves) {
        for (int slot = slot(hash(numbers, 0)); ; slot = (slot + 1) & (slots.length - 1)) {
            int vector = slots[slot];
            if (vector == NONE || same(numbers, leaves, vector * width)) {
                return vector;
            }
        }
    }

    void add(int vector, double[] leaves) {
        if (2 * (size + 1) > slots.length) {
            int[] old = slots;
            slots = emptySlots(2 * old.length);
            for (int known : old) {
                if (known != NONE) {
                    put(known, leaves);
                }
            }
        }
        put(vector, leaves);
        size++;
    }

    private void put(int vector, double[] leaves) {
        int slot = slot(hash(leaves, vector * width));
        while (slots[slot] != NONE) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = vector;
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    private long hash(double[] numbers, int from) {
        long hash = 0;
        for (int i = 0; i < width; i++) {
            hash = (hash ^ Double.doubleToRawLongBits(numbers[from + i])) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return hash * 0x9e3779b97f4a7c15L;
    }

    private boolean same(double[] numbers, double[] leaves, int at) {
        for (int i = 0; i < width; i++) {
            if (Double.doubleToRawLongBits(numbers[i]) != Double.doubleToRawLongBits(leaves[at + i])) {
                return false;
            }
        }
        return true;
    }

    private static int[] emptySlots(int length) {
        var slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
