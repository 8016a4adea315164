package dev.evergreen.infra.dashboard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How long the newest labels took after their events, in event time. */
final class LabelDelays {
    private final double[] newest;
    private long seen;

    /** @param rows how many are kept */
    LabelDelays(int rows) {
        newest = new double[rows];
    }

    void add(Duration delay) {
        newest[(int) (seen % newest.length)] = delay.toMillis() / 1e3;
        seen++;
    }

    /** Absent before the first. */
    Optional<Board.Delay> summary() {
        if (seen == 0) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(newest, (int) Math.min(seen, newest.length));
        Arrays.sort(sorted);
        return Optional.of(new Board.Delay(sorted.length, sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]));
    }
}
