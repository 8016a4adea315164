package dev.evergreen.evaluator.champion;

/**
 * The champions' mean absolute error on a number: over all rows at first, then with weights that fade, so that it follows
 * a stream whose numbers grow.
 */
record Scale(long rows, double mean) {
    private static final long MEMORY = 1_000;

    static final Scale NONE = new Scale(0, 0);

    Scale after(double error) {
        long next = Math.min(MEMORY, rows + 1);
        double size = Math.min(Double.MAX_VALUE, Math.abs(error));
        return new Scale(next, mean + (size - mean) / next);
    }

    /** Whether errors can be measured by it. */
    boolean known() {
        return rows > 0;
    }
}
