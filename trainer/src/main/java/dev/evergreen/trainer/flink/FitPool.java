package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.resource.Crew;
import dev.evergreen.trainer.resource.FitDemand;
import dev.evergreen.trainer.resource.FitQueue;
import dev.evergreen.trainer.resource.SharedWork;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The threads of a process that fit, shared by all subtasks: each takes the next fit as soon as it is free, and where none
 * waits it helps one that runs, so that none idles while there is work. Thread-safe.
 */
final class FitPool implements AutoCloseable {
    private final FitQueue<Runnable> queue;
    private final List<FitThread> all = new ArrayList<>();
    private final Deque<FitThread> idle = new ArrayDeque<>();
    private final List<Offer> offers = new ArrayList<>();
    private final String name;
    private final UncaughtExceptionHandler lost;
    private boolean closed;

    /** A fit that runs and could be helped. */
    private record Offer(FitDemand demand, SharedWork work) {}

    /**
     * @param name of the threads
     * @param threads how many fits may run at once; a thread is started when it is first needed
     * @param lost told of what a fit has thrown, which then has not reported, and of what kept a fit from being started, as want
     *     of memory may: somebody waits for it for ever
     */
    FitPool(String name, int threads, UncaughtExceptionHandler lost) {
        this.name = name;
        this.lost = lost;
        this.queue = new FitQueue<>(threads);
    }

    /** Runs {@code fit} when it is its turn. It reports by itself. */
    synchronized void submit(FitDemand demand, Runnable fit) {
        var crew = new Crew(new Board(demand));
        queue.add(demand, () -> crew.run(fit));
        startWhatMay();
    }

    private final class Board implements Crew.Board {
        private final FitDemand demand;

        Board(FitDemand demand) {
            this.demand = demand;
        }

        @Override
        public void offer(SharedWork work) {
            synchronized (FitPool.this) {
                offers.add(new Offer(demand, work));
                startWhatMay();
            }
        }

        @Override
        public void withdraw(SharedWork work) {
            synchronized (FitPool.this) {
                offers.removeIf(offer -> offer.work() == work);
            }
        }
    }

    synchronized int running() {
        return queue.running();
    }

    synchronized int waiting() {
        return queue.waiting();
    }

    synchronized long bytesInUse() {
        return queue.bytesInUse();
    }

    private synchronized void startWhatMay() {
        boolean more = true;
        while (more && !closed) {
            more = startFit() || startHelp();
        }
    }

    private boolean startFit() {
        Optional<FitQueue.Turn<Runnable>> turn = Optional.empty();
        try {
            turn = queue.next();
            turn.ifPresent(this::handOver);
            return turn.isPresent();
        } catch (Throwable thrown) {
            // What only waits still does, until one of those that run has ended.
            if (turn.isPresent() || queue.running() == 0) {
                lost.uncaughtException(Thread.currentThread(), thrown);
            }
            return false;
        }
    }

    /** Where that fails, it is done without. */
    private boolean startHelp() {
        Optional<FitQueue.Turn<Runnable>> turn = Optional.empty();
        try {
            turn = nextToHelp();
            turn.ifPresent(this::handOver);
            return turn.isPresent();
        } catch (Throwable withoutHelp) {
            turn.ifPresent(queue::finished);
            return false;
        }
    }

    private void handOver(FitQueue.Turn<Runnable> turn) {
        FitThread thread = idle.isEmpty() ? started() : idle.pop();
        boolean handedOver = false;
        try {
            thread.execute(() -> run(turn, thread));
            handedOver = true;
        } finally {
            if (!handedOver) {
                thread.interrupt(); // Nor shall it begin later.
            }
        }
    }

    /** Where most is left to do. */
    private Optional<FitQueue.Turn<Runnable>> nextToHelp() {
        List<Offer> wanting = offers.stream()
                .filter(offer -> offer.work().wantsHelp())
                .sorted(Comparator.comparingInt((Offer offer) -> offer.work().left())
                        .reversed())
                .toList();
        for (Offer offer : wanting) {
            var turn = queue.help(offer.demand(), () -> offer.work().help(() -> waiting() == 0));
            if (turn.isPresent()) {
                return turn;
            }
        }
        return Optional.empty();
    }

    private FitThread started() {
        var thread = new FitThread(name + "-" + all.size());
        all.add(thread);
        return thread;
    }

    private void run(FitQueue.Turn<Runnable> turn, FitThread thread) {
        try {
            try {
                turn.work().run();
            } finally {
                over(turn, thread);
            }
        } catch (Throwable thrown) {
            lost.uncaughtException(Thread.currentThread(), thrown);
        }
    }

    private synchronized void over(FitQueue.Turn<Runnable> turn, FitThread thread) {
        queue.finished(turn);
        idle.push(thread);
        startWhatMay();
    }

    /** Interrupts what runs, forgets what waits, and returns when the threads have ended. */
    @Override
    public void close() {
        List<FitThread> ending;
        synchronized (this) {
            closed = true;
            queue.clear();
            ending = List.copyOf(all);
        }
        ending.forEach(FitThread::interrupt);
        ending.forEach(FitThread::close);
    }
}
