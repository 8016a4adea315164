package dev.evergreen.evaluator.prequential;

import java.util.function.Consumer;

/** The state of one tally: a row of counts and numbers, each change of which goes to the journal. */
final class Cells {
    private final long scope;
    private final long[] values;
    private final Consumer<Change> journal;

    Cells(long scope, int size, Consumer<Change> journal) {
        this.scope = scope;
        this.values = new long[size];
        this.journal = journal;
    }

    long count(int cell) {
        return values[cell];
    }

    void increment(int cell) {
        set(cell, values[cell] + 1);
    }

    double number(int cell) {
        return Double.longBitsToDouble(values[cell]);
    }

    void setNumber(int cell, double number) {
        set(cell, Double.doubleToRawLongBits(number));
    }

    /** Puts back what the journal had been told. */
    void restore(int cell, long value) {
        if (cell >= 0 && cell < values.length) {
            values[cell] = value;
        }
    }

    private void set(int cell, long value) {
        values[cell] = value;
        journal.accept(new Change.Cell(scope, cell, value));
    }
}
