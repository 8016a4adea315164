package dev.evergreen.trainer.flink;

import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process that has lost a fit, as Flink does where a thread of its own is lost: somebody would wait for that fit for ever.
 * Another process goes on from the checkpoint.
 *
 * <p>Not {@link org.apache.flink.util.FatalExitExceptionHandler}: before it ends the process Flink 2.3.0 takes the security
 * manager away, which JDK 24 and later refuse, and so the process stays where nothing mends that (decision 010).
 */
final class LostFits implements UncaughtExceptionHandler {
    /** Flink's. The shell shows 239. */
    static final int EXIT_CODE = -17;

    private static final Logger LOG = LoggerFactory.getLogger(LostFits.class);

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        try {
            LOG.error("{} has lost a fit: the process ends", thread.getName(), thrown);
        } finally {
            // Nothing is waited for: what is to be closed may wait for this thread.
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
