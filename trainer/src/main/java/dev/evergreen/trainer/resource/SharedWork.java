package dev.evergreen.trainer.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work in items that do not depend on each other, such as the trees of a forest: whichever thread takes part does the next.
 * What comes of an item must not depend on who did it, nor when. An item that a thread gives up, for whatever reason, is
 * there for the others. Thread-safe.
 */
public final class SharedWork {

    /** What one thread works with; never used by another. */
    public interface Worker {
        void work(int item) throws InterruptedException;
    }

    private static final int NONE = -1;

    private final int items;
    private final Supplier<? extends Worker> workers;
    private final Deque<Integer> givenUp = new ArrayDeque<>();
    private final Set<Thread> helpers = new HashSet<>();
    private int begun;
    private int done;
    private boolean stopped;
    private boolean helperFailed;
    private FitCost lent = FitCost.NONE;

    /** @param workers asked once for each thread that takes part, on that thread */
    public SharedWork(int items, Supplier<? extends Worker> workers) {
        this.items = items;
        this.workers = workers;
    }

    /** How many items nobody has begun. */
    public synchronized int left() {
        return stopped ? 0 : items - begun + givenUp.size();
    }

    /** Whether a helper would find something to do. */
    public synchronized boolean wantsHelp() {
        return !helperFailed && left() > 0;
    }

    /**
     * Takes part until all is done.
     *
     * @throws InterruptedException if the thread was interrupted; the others go on
     */
    public void finish() throws InterruptedException {
        do {
            takePart(() -> true);
        } while (!awaitTheOthers());
    }

    /** Whether all is done; if not, there is something to do again. */
    private synchronized boolean awaitTheOthers() throws InterruptedException {
        while (done < items && left() == 0) {
            wait();
        }
        return done == items;
    }

    /**
     * Takes part for as long as is wanted, at least for one item. Nothing is thrown: if it fails, whoever finishes the work
     * finds out by doing that item itself.
     */
    public void help(BooleanSupplier wanted) {
        synchronized (this) {
            if (!wantsHelp()) {
                return;
            }
            helpers.add(Thread.currentThread());
        }
        var meter = CostMeter.start();
        boolean failed = true;
        try {
            takePart(wanted);
            failed = false;
        } catch (InterruptedException | RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            // The item was given up, and is done by another or fails there.
        } finally {
            leave(meter.stop(), failed);
        }
    }

    private synchronized void leave(FitCost cost, boolean failed) {
        helpers.remove(Thread.currentThread());
        helperFailed |= failed;
        lent = lent.plus(cost);
        if (stopped) {
            Thread.interrupted(); // Meant for this work, not for what comes after it.
        }
        notifyAll();
    }

    private void takePart(BooleanSupplier wanted) throws InterruptedException {
        int item = next();
        if (item == NONE) {
            return;
        }
        boolean finished = false;
        try {
            Worker worker = workers.get();
            while (item != NONE) {
                finished = false;
                worker.work(item);
                finished = true;
                finished();
                item = wanted.getAsBoolean() ? next() : NONE;
            }
        } finally {
            if (!finished) {
                giveUp(item);
            }
        }
    }

    private synchronized int next() {
        if (left() == 0) {
            return NONE;
        }
        return givenUp.isEmpty() ? begun++ : givenUp.pop();
    }

    private synchronized void finished() {
        done++;
        notifyAll();
    }

    private synchronized void giveUp(int item) {
        givenUp.push(item);
        notifyAll();
    }

    /**
     * Nothing more is begun, helpers are interrupted, and when none is left this returns what they took. Not to be called
     * before all is done, unless nobody wants it any more.
     */
    synchronized FitCost stop() {
        stopped = true;
        helpers.forEach(Thread::interrupt);
        boolean interrupted = false;
        while (!helpers.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException remembered) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return lent;
    }
}
