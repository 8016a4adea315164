package dev.evergreen.evaluator.prequential;

import java.util.Arrays;

/** A multiset of at most some hundred or thousand numbers in order; a change costs a binary search and a block move. */
final class SortedDoubles {
    private double[] values = new double[64];
    private int size;

    int size() {
        return size;
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        int at = below(value);
        System.arraycopy(values, at, values, at + 1, size - at);
        values[at] = value;
        size++;
    }

    /** Takes away one of the numbers equal to {@code value}, which must be there. */
    void remove(double value) {
        int at = below(value);
        if (at == size || values[at] != value) {
            throw new IllegalArgumentException(value + " was never added");
        }
        System.arraycopy(values, at + 1, values, at, size - at - 1);
        size--;
    }

    /** How many are less than {@code value}. */
    int below(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many are less than or equal to {@code value}. */
    int upTo(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
