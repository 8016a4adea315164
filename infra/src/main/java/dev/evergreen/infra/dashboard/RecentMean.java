package dev.evergreen.infra.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A mean over the newest rows, made from means over all rows so far: so that a challenger, whose figures cover all that it
 * answered beside one champion, can be drawn beside a sliding window.
 */
final class RecentMean {
    private static final Total NOTHING = new Total(0, 0);

    private final int window;
    private final Deque<Total> totals = new ArrayDeque<>();

    /** Of what was counted before counting began anew. */
    private Total earlier = NOTHING;

    /** The newest, as it was counted. */
    private Total counted = NOTHING;

    private record Total(long rows, double sum) {
        Total plus(Total other) {
            return new Total(rows + other.rows, sum + other.sum);
        }
    }

    /** @param window how many rows, 1 or more */
    RecentMean(int window) {
        this.window = window;
        totals.add(NOTHING);
    }

    /**
     * Goes on. Fewer rows than before: they are counted anew, since there is a new champion; the mean goes on over both.
     * As many: nothing is new.
     *
     * @param rows so far, 1 or more
     * @param mean over all of them
     */
    void add(long rows, double mean) {
        if (rows == counted.rows()) {
            return;
        }
        if (rows < counted.rows()) {
            earlier = earlier.plus(counted);
        }
        counted = new Total(rows, rows * mean);
        Total all = earlier.plus(counted);
        totals.add(all);
        // The oldest that is kept ends where the window begins.
        while (second().rows() <= all.rows() - window) {
            totals.removeFirst();
        }
    }

    /** Rows that the mean is over, as many as the window has at most. */
    long rows() {
        return totals.getLast().rows() - totals.getFirst().rows();
    }

    /** Over the newest rows. */
    double mean() {
        return (totals.getLast().sum() - totals.getFirst().sum()) / rows();
    }

    private Total second() {
        var all = totals.iterator();
        all.next();
        return all.next();
    }
}
