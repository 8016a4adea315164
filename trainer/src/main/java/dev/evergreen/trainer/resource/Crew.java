package dev.evergreen.trainer.resource;

import java.util.function.Supplier;

/**
 * The threads that may help a fit: those which its process has for fits and which have none to do. Where a search has fewer
 * fits than threads, and at the end of every search, they would idle. Bound to the thread of the fit for as long as it runs;
 * used by that thread alone.
 */
public final class Crew {
    private static final ScopedValue<Crew> CURRENT = ScopedValue.newInstance();

    /** Where idle threads look for work. */
    public interface Board {
        void offer(SharedWork work);

        /** Nobody begins to help any more. */
        void withdraw(SharedWork work);
    }

    private static final class Nobody implements Board {
        @Override
        public void offer(SharedWork work) {}

        @Override
        public void withdraw(SharedWork work) {}
    }

    private final Board board;
    private FitCost lent = FitCost.NONE;

    public Crew(Board board) {
        this.board = board;
    }

    /** Of the fit that runs on the calling thread; where nobody has bound one, nobody helps. */
    public static Crew current() {
        return CURRENT.isBound() ? CURRENT.get() : new Crew(new Nobody());
    }

    /** Runs a fit with this crew. */
    public void run(Runnable fit) {
        ScopedValue.where(CURRENT, this).run(fit);
    }

    /**
     * Does all items on the calling thread and on those that help.
     *
     * @param workers as {@link SharedWork} has it
     * @throws InterruptedException if the calling thread was interrupted; nobody works at it any more
     */
    public void doAll(int items, Supplier<? extends SharedWork.Worker> workers) throws InterruptedException {
        var work = new SharedWork(items, workers);
        try {
            if (items > 1) {
                board.offer(work);
            }
            work.finish();
        } finally {
            board.withdraw(work);
            lent = lent.plus(work.stop());
        }
    }

    /** What those that helped took so far. */
    FitCost lent() {
        return lent;
    }
}
