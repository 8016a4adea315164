package dev.evergreen.trainer.governor;

import java.util.Locale;
import java.util.Optional;

/** Whether more fits at once have room. Stricter than {@link Pressure}, so that going up does not bring it on. */
final class Headroom {
    private static final double HEAP = 0.75;

    private Headroom() {}

    /** How many to try after {@code n}: twice as many, as far as others leave cores. {@code n} or less if none. */
    static int next(RoundMeasure round, int n, int max) {
        return Math.min(2 * n, Pressure.room(round, max));
    }

    /** What stands against {@code next} fits at once, given a round with fewer; empty if nothing does. */
    static Optional<String> obstacle(RoundMeasure round, int next) {
        if (next <= round.nJobs()) {
            return Optional.of(text("no core is free%s of %d", Pressure.others(round), round.cores()));
        }
        double growth = (double) next / round.nJobs();
        return round.heapShare()
                .filter(share -> share > HEAP)
                .map(share -> text("%.0f %% of the heap stay live", 100 * share))
                .or(() -> round.gcShare()
                        .filter(share -> share * growth > Pressure.GC)
                        .map(share -> text("collections took %.0f %% of the time already", 100 * share)))
                .or(() -> round.throttledShare()
                        .filter(share -> share * growth > Pressure.THROTTLED)
                        .map(share -> text("a CPU quota holds it back for %.0f %% of the time already", 100 * share)))
                .or(() -> Pressure.queue(round)
                        .filter(queue -> queue + next - round.nJobs() > round.cores() + Pressure.queueTolerance(round))
                        .map(queue -> text("the run queue is %.1f on %d cores already", queue, round.cores())));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
