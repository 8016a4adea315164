package dev.evergreen.trainer.governor;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Why a round should have run with fewer fits at once.
 *
 * @param reason with the numbers, for people
 * @param target how many at most; never more than the round had
 * @param when it is acted upon
 */
record Pressure(String reason, int target, When when) {
    enum When {
        AT_ONCE,
        /** After a long round, or two short ones. */
        FOR_A_WHILE,
        /** Likewise, unless so many fits at once are known to pay all the same. */
        WHERE_IT_COSTS
    }

    /** Of the heap, live after a collection: above it the next window or forest may not fit. */
    static final double HEAP = 0.85;

    /** Of the wall time: twice what the JVM's own sizing aims at. */
    static final double GC = 0.2;

    static final double THROTTLED = 0.05;

    /** Cores of other processes from which on it is they who crowd, not threads of this process. */
    static final double OTHERS = 0.3;

    /** How much of a core others may use before it counts as taken. */
    static final double TAKEN = 0.3;

    /** What presses most; empty if nothing does. */
    static Optional<Pressure> in(RoundMeasure round, int max) {
        Stream<Supplier<Optional<Pressure>>> causes = Stream.of(
                () -> heap(round), () -> collections(round), () -> throttling(round), () -> crowd(round, max));
        return causes.flatMap(cause -> cause.get().stream()).findFirst();
    }

    private static Optional<Pressure> heap(RoundMeasure round) {
        return round.heapShare()
                .filter(share -> share > HEAP)
                .map(share -> halving(
                        round,
                        text("%.0f %% of %,d MB of heap stay live", 100 * share, round.maxHeapBytes() >> 20),
                        When.AT_ONCE));
    }

    private static Optional<Pressure> collections(RoundMeasure round) {
        return round.gcShare()
                .filter(share -> share > GC)
                .map(share -> halving(
                        round, text("%.0f %% of the time went into collections", 100 * share), When.FOR_A_WHILE));
    }

    private static Optional<Pressure> throttling(RoundMeasure round) {
        return round.throttledShare()
                .filter(share -> share > THROTTLED)
                .map(share -> halving(
                        round,
                        text("a CPU quota held it back for %.0f %% of the time", 100 * share),
                        When.FOR_A_WHILE));
    }

    /**
     * Others' need of cores is met soon; that of this process's own threads (compilers, collectors, Flink's and Kafka's)
     * only where fits have to wait for them and rounds are no faster: in the run queue they look like a crowd where they cost
     * next to nothing, and compilers are done some rounds later. The queue is a mean over a round that ends with one fit
     * alone, so that what the round asks for, {@code nJobs + others}, counts too.
     */
    private static Optional<Pressure> crowd(RoundMeasure round, int max) {
        double limit = round.cores() + queueTolerance(round);
        double queue = queue(round).orElse(0.0);
        double wanted = onThisMachine(round, max) + round.otherCpu().orElse(0.0);
        String reason;
        if (queue > limit) {
            reason = text("the run queue is %.1f on %d cores", queue, round.cores()) + others(round);
        } else if (round.otherCpu().isPresent() && othersCrowd(round) && wanted > limit) {
            reason = text("%d at once are too many for %d cores", round.nJobs(), round.cores()) + others(round);
        } else if (round.cpuShare().orElse(1.0) < (othersCrowd(round) ? 0.8 : 0.65)) {
            reason = text(
                            "fits had a core for %.0f %% of their time",
                            100 * round.cpuShare().get())
                    + others(round);
        } else {
            return Optional.empty();
        }
        When when = othersCrowd(round) ? When.FOR_A_WHILE : When.WHERE_IT_COSTS;
        int fewer = round.nJobs() - (int) Math.max(1, Math.round(queue - round.cores()));
        return Optional.of(new Pressure(reason, Math.clamp(fewer, 1, room(round, max)), when));
    }

    private static double onThisMachine(RoundMeasure round, int max) {
        return (double) round.nJobs() * round.cores() / Math.max(max, round.cores());
    }

    /** The run queue, where it tells of others. */
    static Optional<Double> queue(RoundMeasure round) {
        return othersCrowd(round) ? round.runQueue() : Optional.empty();
    }

    /** Threads beyond the cores that are no sign of anything: half a one, or one of eight cores'. */
    static double queueTolerance(RoundMeasure round) {
        return Math.max(0.5, round.cores() / 8.0);
    }

    /** Where nobody knows, others are taken to. */
    private static boolean othersCrowd(RoundMeasure round) {
        return round.otherCpu().map(used -> used >= OTHERS).orElse(true);
    }

    /**
     * How many of {@code max} cores other processes leave: {@code floor(max(max, cores) * (cores - others) / cores +
     * TAKEN)}, where {@code max} may be slots on many machines like this one. At least 1.
     */
    static int room(RoundMeasure round, int max) {
        double left = Math.max(0, round.cores() - round.otherCpu().orElse(0.0)) / round.cores();
        return Math.clamp((int) (Math.max(max, round.cores()) * left + TAKEN), 1, max);
    }

    static String others(RoundMeasure round) {
        return round.otherCpu()
                .map(used -> text(", other processes use %.1f", used))
                .orElse("");
    }

    private static Pressure halving(RoundMeasure round, String reason, When when) {
        return new Pressure(reason, Math.max(1, round.nJobs() / 2), when);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
