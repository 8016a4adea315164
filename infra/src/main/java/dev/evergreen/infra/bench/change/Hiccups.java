package dev.evergreen.infra.bench.change;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long the machine, or this process, itself stood still, after
 * <a href="https://github.com/giltene/jHiccup">jHiccup</a>: threads sleep for a moment again and again until this is closed,
 * and note when they woke. What is timed while one wakes late says little: either cores did not run, or so many threads
 * wanted them that one which had slept had to wait.
 */
final class Hiccups implements AutoCloseable {
    /** A thread that wakes is mostly let run before those that have run, on busy cores as well, and seldom waits for this long. */
    static final Duration STILL = Duration.ofMillis(20);

    static final Duration SLEEP = Duration.ofMillis(2);

    /** The cores of a virtual machine do not stand still together, and a thread tells of the one on which it fell asleep. */
    private static final int THREADS_PER_CORE = 2;
    /** Each costs a few tenths of a percent of a core. */
    private static final int MOST_THREADS = 16;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<FutureTask<long[]>> sleepers;

    Hiccups() {
        int threads = Math.min(THREADS_PER_CORE * Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        sleepers = Stream.generate(() -> new FutureTask<>(this::sleep))
                .limit(threads)
                .toList();
        sleepers.forEach(Thread.ofPlatform().daemon().name("hiccups-", 0)::start);
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

    /** By how much the latest of them was late, in ns, where the longest of a thread's times between two wakings is this. */
    static long late(List<Silences> times, ToLongFunction<Silences> longest) {
        return Math.max(0, times.stream().mapToLong(longest).max().orElseThrow() - SLEEP.toNanos());
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
