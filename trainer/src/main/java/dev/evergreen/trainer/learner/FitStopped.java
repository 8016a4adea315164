package dev.evergreen.trainer.learner;

/** Ends a fit from within Smile, whose methods declare no checked exception; {@link SmileLearner} turns it into one. */
final class FitStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FitStopped() {
        super("the fit was interrupted", null, false, false);
    }

    /** Throws if the thread was interrupted, and leaves it so: what else Smile has under way shall end as well. */
    static void ifInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new FitStopped();
        }
    }

    /** As {@link #ifInterrupted()}, once in 4,096 calls of a loop that counts up from 0. */
    static void ifInterrupted(int i) {
        if ((i & 0xfff) == 0) {
            ifInterrupted();
        }
    }
}
