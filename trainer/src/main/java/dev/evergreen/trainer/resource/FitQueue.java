package dev.evergreen.trainer.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which waiting fit of a process starts next. A turn goes to the round with the fewest fits running, there to the
 * longest fit; one that memory has no room for is passed over, but not for ever. Who helps a fit is counted, with its
 * memory, as a fit is. Not thread-safe.
 *
 * <p>Source: Graham, "Bounds on Multiprocessing Timing Anomalies", 1969: as each worker that is free takes the longest
 * fit that waits, the last ends no later than {@code 4/3} times the best schedule, and wrong estimates do little harm.
 *
 * @param <T> what is to be done
 */
public final class FitQueue<T> {
    /** After so many fits have overtaken one, nothing else starts until there is room for it. */
    static final int OVERTAKEN_AT_MOST = 64;

    private final int workers;
    private final List<Waiting<T>> waiting = new ArrayList<>();
    private final Map<String, Set<Integer>> lanes = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int busy;
    private long bytes;
    private long arrivals;

    /** @param workers how many fits may run at once, whatever their rounds, 1 or more */
    public FitQueue(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("%d workers".formatted(workers));
        }
        this.workers = workers;
    }

    private static final class Waiting<T> {
        final FitDemand demand;
        final T work;
        final long arrival;
        int overtaken;

        Waiting(FitDemand demand, T work, long arrival) {
            this.demand = demand;
            this.work = work;
            this.arrival = arrival;
        }
    }

    /** A fit whose turn it is; to be given back with {@link #finished}. */
    public record Turn<T>(FitDemand demand, T work) {}

    public int workers() {
        return workers;
    }

    public int waiting() {
        return waiting.size();
    }

    public int running() {
        return busy;
    }

    /** Expected of what runs, in bytes. */
    public long bytesInUse() {
        return bytes;
    }

    public void add(FitDemand demand, T work) {
        lanes.computeIfAbsent(demand.round(), round -> new HashSet<>()).add(demand.lane());
        waiting.add(new Waiting<>(demand, work, arrivals++));
    }

    /** Starts a fit if one may: O(n log n) of those that wait, which is nothing beside a fit. */
    public Optional<Turn<T>> next() {
        if (busy == workers) {
            return Optional.empty();
        }
        List<Waiting<T>> inTurn = waiting.stream()
                .filter(w -> runningOf(w.demand.round())
                        < lanes.get(w.demand.round()).size())
                .sorted(order())
                .toList();
        for (int i = 0; i < inTurn.size(); i++) {
            Waiting<T> candidate = inTurn.get(i);
            if (hasRoom(candidate.demand)) {
                inTurn.subList(0, i).forEach(passed -> passed.overtaken++);
                return start(candidate);
            }
            if (candidate.overtaken >= OVERTAKEN_AT_MOST) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Starts helping a fit that runs, if another thread may work for its round. */
    public Optional<Turn<T>> help(FitDemand fit, T work) {
        boolean may = busy < workers && runningOf(fit.round()) < fit.atOnce() && hasRoom(fit);
        return may ? start(fit, work) : Optional.empty();
    }

    /** A turn is over. */
    public void finished(Turn<T> turn) {
        FitDemand demand = turn.demand();
        busy--;
        bytes -= demand.bytes();
        running.merge(demand.round(), -1, Integer::sum);
        if (runningOf(demand.round()) == 0 && !waits(demand.round())) {
            running.remove(demand.round());
            lanes.remove(demand.round());
        }
    }

    /** Forgets what waits. */
    public void clear() {
        waiting.clear();
    }

    private Comparator<Waiting<T>> order() {
        return Comparator.<Waiting<T>>comparingInt(w -> w.overtaken >= OVERTAKEN_AT_MOST ? 0 : 1)
                .thenComparingInt(w -> runningOf(w.demand.round()))
                .thenComparing(Comparator.<Waiting<T>>comparingDouble(w -> w.demand.cost())
                        .reversed())
                .thenComparingLong(w -> w.arrival);
    }

    /** What runs alone always may: waiting for nobody would be waiting for ever. */
    private boolean hasRoom(FitDemand demand) {
        return busy == 0 || bytes + demand.bytes() <= demand.memoryLimit();
    }

    /** Needs no memory, which may just have run out. */
    private boolean waits(String round) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).demand.round().equals(round)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Turn<T>> start(Waiting<T> next) {
        Optional<Turn<T>> turn = start(next.demand, next.work);
        waiting.remove(next);
        return turn;
    }

    /** What needs memory comes first: where there is none, nothing has begun. */
    private Optional<Turn<T>> start(FitDemand demand, T work) {
        var turn = Optional.of(new Turn<>(demand, work));
        running.merge(demand.round(), 1, Integer::sum);
        busy++;
        bytes += demand.bytes();
        return turn;
    }

    private int runningOf(String round) {
        return running.getOrDefault(round, 0);
    }
}
