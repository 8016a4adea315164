package dev.evergreen.infra.bench.change;

import java.util.Optional;

/**
 * How long predictions paused, as {@code --json} prints it.
 *
 * @param changes that were timed
 * @param pauseMs the longest time without a prediction, at each change
 * @param calmMs the same in as much time before each change, when nothing changed
 * @param lateMs by how much a thread woke late, at most, at each change: {@link Hiccups}
 * @param calmLateMs the same before each change
 * @param still changes at which that was {@link Hiccups#STILL} or more
 * @param awakePauseMs the pauses at the others, if there are any
 * @param takesMs from a model's being ordered until it answers
 * @param firstPauseMs at the first change, when the code is cold
 * @param events that were to be scored
 * @param accounts whether each has its prediction
 */
record ModelChangeReport(
        Setting setting,
        int changes,
        Spread pauseMs,
        Spread calmMs,
        Spread lateMs,
        Spread calmLateMs,
        int still,
        Optional<Spread> awakePauseMs,
        Spread takesMs,
        double firstPauseMs,
        long events,
        Accounts accounts) {

    /** What was measured, where. */
    record Setting(
            double modelMb, int trees, int nodes, int rowsPerS, int evaluatorHeapMb, int brokerHeapMb, int cores) {}
}
