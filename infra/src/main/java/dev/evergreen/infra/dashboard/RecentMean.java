package dev.evergreen.infra.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A mean over the newest rows, made from means over all rows so far: so that a challenger, whose figures cover all that it
 * answered, can be drawn beside a sliding window.
 */
final class RecentMean {
    private final int window;
    private final Deque<Total> totals = new ArrayDeque<>();

    private record Total(long rows, double sum) {}

    private static final Total NOTHING = new Total(0, 0);

    /** @param window how many rows, 1 or more */
    RecentMean(int window) {
        this.window = window;
    }

    /**
     * Goes on, or begins anew if there are no more rows than before.
     *
     * @param rows so far, 1 or more
     * @param mean over all of them
     * @return the mean over the newest of them
     */
    double after(long rows, double mean) {
        if (!totals.isEmpty() && rows <= totals.getLast().rows()) {
            totals.clear();
        }
        if (totals.isEmpty()) {
            totals.add(NOTHING);
        }
        var now = new Total(rows, rows * mean);
        totals.add(now);
        // The oldest that is kept ends where the window begins.
        while (second().rows() <= rows - window) {
            totals.removeFirst();
        }
        Total before = totals.getFirst();
        return (now.sum() - before.sum()) / (now.rows() - before.rows());
    }

    private Total second() {
        var all = totals.iterator();
        all.next();
        return all.next();
    }
}
