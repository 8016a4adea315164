package dev.evergreen.infra.bench.change;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long the machine, or this process, itself stood still, after
 * <a href="https://github.com/giltene/jHiccup">jHiccup</a>: threads sleep for a moment again and again until this is closed,
 * and note when they woke. What is timed meanwhile cannot be told from such a time.
 */
final class Hiccups implements AutoCloseable {
    /** A thread that wakes is let run before those that have run, on busy cores as well: it does not wait for this long. */
    static final Duration STILL = Duration.ofMillis(20);

    static final Duration SLEEP = Duration.ofMillis(2);

    /** The cores of a virtual machine do not stand still together, and a thread tells of the one on which it fell asleep. */
    private static final int THREADS_PER_CORE = 2;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<FutureTask<long[]>> sleepers;

    Hiccups() {
        int threads = THREADS_PER_CORE * Runtime.getRuntime().availableProcessors();
        sleepers = Stream.generate(() -> new FutureTask<>(this::sleep))
                .limit(threads)
                .toList();
        sleepers.forEach(Thread.ofPlatform().name("hiccups-", 0)::start);
    }

    private long[] sleep() {
        var woken = LongStream.builder();
        while (!closed.get()) {
            LockSupport.parkNanos(SLEEP.toNanos());
            woken.add(System.nanoTime());
        }
        return woken.build().toArray();
    }

    /** When each thread woke, once this is closed. */
    List<Silences> times() throws ExecutionException, InterruptedException {
        var times = Stream.<Silences>builder();
        for (FutureTask<long[]> sleeper : sleepers) {
            times.add(new Silences(sleeper.get()));
        }
        return times.build().toList();
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
