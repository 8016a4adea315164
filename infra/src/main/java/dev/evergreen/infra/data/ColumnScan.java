package dev.evergreen.infra.data;

import java.util.HashSet;
import java.util.Set;

/** What a column's cells have in common, kept in bounded memory. */
final class ColumnScan {
    static final int MAX_LEVELS = 1_000;

    private final Set<String> levels = new HashSet<>();
    private boolean manyLevels;
    private long cells;
    private long numbers;
    private long oddLine;
    private String oddCell = "";

    void add(long line, String cell) {
        cells++;
        if (Numbers.isNumber(cell)) {
            numbers++;
        } else if (oddLine == 0) {
            oddLine = line;
            oddCell = cell;
        }
        if (!manyLevels && levels.add(cell) && levels.size() > MAX_LEVELS) {
            manyLevels = true;
            levels.clear();
        }
    }

    boolean isNumeric() {
        return numbers == cells;
    }

    /** A few cells among numbers are slips of the pen rather than names. */
    boolean isMostlyNumeric() {
        return numbers * 2 > cells;
    }

    /** Whether there are too many different cells for a nominal column. */
    boolean hasManyLevels() {
        return manyLevels;
    }

    /** The different cells; empty if there are too many. */
    Set<String> levels() {
        return levels;
    }

    /** The line of the first cell that is no number; 0 if there is none. */
    long oddLine() {
        return oddLine;
    }

    String oddCell() {
        return oddCell;
    }
}
