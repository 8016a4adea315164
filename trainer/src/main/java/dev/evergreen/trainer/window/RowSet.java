package dev.evergreen.trainer.window;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Some rows of a training window, ascending: how a fold is said without copying data. */
public final class RowSet {
    private final int[] rows;

    private RowSet(int[] rows) {
        this.rows = rows;
    }

    /** Rows {@code from} (included) to {@code to} (excluded). */
    public static RowSet range(int from, int to) {
        return new RowSet(IntStream.range(from, to).toArray());
    }

    /** The rows from 0 to {@code rows} (excluded) for which {@code test} holds. */
    public static RowSet where(int rows, IntPredicate test) {
        return new RowSet(IntStream.range(0, rows).filter(test).toArray());
    }

    /** Those of its rows that are {@code first} or later. */
    public RowSet from(int first) {
        int found = Arrays.binarySearch(rows, first);
        return new RowSet(Arrays.copyOfRange(rows, found >= 0 ? found : -found - 1, rows.length));
    }

    public int size() {
        return rows.length;
    }

    /** The row at a position, 0 to {@code size() - 1}. */
    public int get(int position) {
        return rows[position];
    }

    public IntStream stream() {
        return Arrays.stream(rows);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowSet that && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return rows.length == 0
                ? "no rows"
                : "%d rows, %d to %d".formatted(rows.length, rows[0], rows[rows.length - 1]);
    }
}
