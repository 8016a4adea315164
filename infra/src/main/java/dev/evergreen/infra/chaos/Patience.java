package dev.evergreen.infra.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what has to happen, but not for ever, and not where it no longer can. */
final class Patience {
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private Patience() {}

    /**
     * @param what has to happen, for the message
     * @param check throws if the wait is not worth it any more
     * @throws StuckException if it does not happen
     */
    static void await(String what, Runnable check, Callable<Boolean> happened) throws Exception {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!happened.call()) {
            check.run();
            if (System.nanoTime() > deadline) {
                throw new StuckException("%s: not within %d s".formatted(what, MOST.toSeconds()));
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
