package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/**
 * Sets of nominal codes, numbered in the order in which they were added: one bit a code, all sets in one array.
 *
 * <p>A set that is equal to one before it can be found, so that nodes share it.
 */
final class CodeSets {
    private static final int NONE = -1;

    private int size;
    /** Where a set's words begin; the next one's beginning is its end. */
    private int[] starts;

    private boolean[] missing;
    private long[] words;
    /** Open addressing, at most half full. Holds what {@link #shared} added. */
    private int[] slots = new int[0];

    private int inSlots;

    CodeSets() {
        starts = new int[9];
        missing = new boolean[8];
        words = new long[8];
    }

    private CodeSets(CodeSets other) {
        size = other.size;
        starts = Arrays.copyOf(other.starts, size + 1);
        missing = Arrays.copyOf(other.missing, size);
        words = Arrays.copyOf(other.words, starts[size]);
    }

    /** Without spare room: to be kept and not added to. */
    CodeSets trimmed() {
        return new CodeSets(this);
    }

    int size() {
        return size;
    }

    /**
     * Whether a row with this value goes to the first child. Costs some 2 ns.
     *
     * @param x a code; NaN is missing; anything else is in no set
     */
    boolean holds(int set, double x) {
        int code = (int) x;
        if (code != x) {
            return Double.isNaN(x) && missing[set];
        }
        // A negative code becomes one beyond any set.
        int word = starts[set] + (code >>> 6);
        return word < starts[set + 1] && (words[word] >>> code & 1) != 0;
    }

    boolean missing(int set) {
        return missing[set];
    }

    int words(int set) {
        return starts[set + 1] - starts[set];
    }

    /** A copy; bit {@code c % 64} of word {@code c / 64} is code {@code c}, and the last word is not 0. */
    long[] bitmap(int set) {
        return Arrays.copyOfRange(words, starts[set], starts[set + 1]);
    }

    int add(long[] bitmap, boolean missingFirst) {
        if (size == missing.length) {
            missing = Arrays.copyOf(missing, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size + 1);
        }
        int start = starts[size];
        if (start + bitmap.length > words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, start + bitmap.length));
        }
        System.arraycopy(bitmap, 0, words, start, bitmap.length);
        missing[size] = missingFirst;
        starts[size + 1] = start + bitmap.length;
        return size++;
    }

    /** The number of an equal set that came by this method before, else of this one as a new one. */
    int shared(long[] bitmap, boolean missingFirst) {
        if (2 * (inSlots + 1) > slots.length) {
            rehash();
        }
        int slot = slot(bitmap, missingFirst);
        for (; slots[slot] != NONE; slot = (slot + 1) & (slots.length - 1)) {
            if (same(slots[slot], bitmap, missingFirst)) {
                return slots[slot];
            }
        }
        int added = add(bitmap, missingFirst);
        slots[slot] = added;
        inSlots++;
        return added;
    }

    private boolean same(int set, long[] bitmap, boolean missingFirst) {
        return missing[set] == missingFirst
                && Arrays.equals(words, starts[set], starts[set + 1], bitmap, 0, bitmap.length);
    }

    private void rehash() {
        int[] old = slots;
        slots = new int[Math.max(64, 2 * old.length)];
        Arrays.fill(slots, NONE);
        for (int set : old) {
            if (set != NONE) {
                int slot = slot(bitmap(set), missing[set]);
                while (slots[slot] != NONE) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = set;
            }
        }
    }

    private int slot(long[] bitmap, boolean missingFirst) {
        long hash = missingFirst ? 1 : 0;
        for (long word : bitmap) {
            hash = (hash ^ word) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) ((hash * 0x9e3779b97f4a7c15L) >>> 32) & (slots.length - 1);
    }
}
