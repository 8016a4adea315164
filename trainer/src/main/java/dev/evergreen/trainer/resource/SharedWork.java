package dev.evergreen.trainer.resource;

import java.util.BitSet;
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

    /** As large from the start as it will ever be: an item given up for want of memory is not to be lost for want of it. */
    private final BitSet givenUp;

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
        this.givenUp = new BitSet(items);
    }

    /** How many items nobody has begun. */
    public synchronized int left() {
        return stopped ? 0 : items - begun + givenUp.cardinality();
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
        boolean failed = true;
        try {
            if (!join()) {
                failed = false;
                return;
            }
            var meter = CostMeter.start();
            try {
                takePart(wanted);
                failed = false;
            } finally {
                bill(meter.stop());
            }
        } catch (Throwable failure) {
            // The item was given up, and is done by another or fails there.
        } finally {
            leave(failed);
        }
    }

    private synchronized boolean join() {
        return wantsHelp() && helpers.add(Thread.currentThread());
    }

    private synchronized void bill(FitCost cost) {
        lent = lent.plus(cost);
    }

    private synchronized void leave(boolean failed) {
        boolean helped = helpers.remove(Thread.currentThread());
        helperFailed |= failed;
        if (helped && stopped) {
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
        int again = givenUp.nextSetBit(0);
        if (again < 0) {
            return begun++;
        }
        givenUp.clear(again);
        return again;
    }

    private synchronized void finished() {
        done++;
        notifyAll();
    }

    private synchronized void giveUp(int item) {
        givenUp.set(item);
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
