package dev.evergreen.evaluator.streams;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says what somebody's messages cause ten times a minute at most: else whoever may write to a topic could fill the disk with
 * lines. How many were left out is said with the next line, and counters have all. For one thread.
 */
final class SparingLog {
    static final int LINES = 10;
    static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private long began;
    private int said;
    private long leftOut;

    SparingLog(Consumer<String> log) {
        this(log, System::nanoTime);
    }

    SparingLog(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    void say(String line) {
        long now = nanoTime.getAsLong();
        if (now - began >= PERIOD_NANOS) {
            began = now;
            said = 0;
        }
        if (said == LINES) {
            leftOut++;
            return;
        }
        said++;
        log.accept(leftOut == 0 ? line : "%s (and %,d such lines were left out before)".formatted(line, leftOut));
        leftOut = 0;
    }
}
