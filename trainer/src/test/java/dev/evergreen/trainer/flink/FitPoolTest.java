package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.resource.Crew;
import dev.evergreen.trainer.resource.FitDemand;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FitPoolTest {
    private final List<Throwable> lost = new CopyOnWriteArrayList<>();

    @AfterEach
    void nothingIsLost() {
        assertThat(lost).isEmpty();
    }

    @Test
    void runsEveryFitOnAFitThreadAndNeverMoreAtOnceThanItHasThreads() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var done = new CountDownLatch(300);
        try (var pool = pool("here", 3)) {
            for (int i = 0; i < 300; i++) {
                pool.submit(demand("round-" + i % 2, i % 8), () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    assertThat(FitThread.isCurrent()).isTrue();
                    threads.add(Thread.currentThread().getName());
                    pause(1);
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(3);
        assertThat(threads).containsExactlyInAnyOrder("here-0", "here-1", "here-2");
    }

    @Test
    void tellsOfAFitThatThrowsAndGoesOn() throws Exception {
        var done = new CountDownLatch(1);
        var told = new CompletableFuture<Throwable>();
        try (var pool = new FitPool("throws", 1, (thread, thrown) -> told.complete(thrown))) {
            pool.submit(demand("round", 0), () -> {
                throw new OutOfMemoryError("after the fit");
            });
            pool.submit(demand("round", 0), done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(told.getNow(null)).hasMessage("after the fit");
    }

    @Test
    void leavesNoThreadAndInterruptsWhatRuns() throws Exception {
        var started = new CountDownLatch(2);
        var interrupted = new AtomicInteger();
        List<String> ran = new CopyOnWriteArrayList<>();
        var pool = pool("ends", 2);
        for (int fit : IntStream.range(0, 5).toArray()) {
            pool.submit(demand("round", fit), () -> {
                ran.add("fit " + fit);
                started.countDown();
                try {
                    Thread.sleep(20_000);
                } catch (InterruptedException stopped) {
                    interrupted.incrementAndGet();
                }
            });
        }
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        pool.close();

        assertThat(interrupted).hasValue(2);
        assertThat(ran).hasSize(2);
        // A pool has ended a moment before its thread has.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ends-")) {
                assertThat(thread.join(Duration.ofSeconds(10)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    /** Whatever is lost fails the test: nobody would be told of it. */
    private FitPool pool(String name, int threads) {
        return new FitPool(name, threads, (thread, thrown) -> lost.add(thrown));
    }

    private static FitDemand demand(String round, int lane) {
        return new FitDemand(round, lane, 8, 1, 1, Long.MAX_VALUE);
    }

    @Test
    void idleThreadsHelpTheOneFitThatRuns() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var done = new CompletableFuture<Integer>();
        try (var pool = pool("helps", 3)) {
            pool.submit(demand("round", 0), () -> done.complete(items(threads, 60)));

            assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo(60);
        }
        assertThat(threads).containsExactlyInAnyOrder("helps-0", "helps-1", "helps-2");
    }

    @Test
    void whoHelpsTurnsToAFitThatCame() throws Exception {
        var first = new CompletableFuture<Integer>();
        var second = new CompletableFuture<Boolean>();
        try (var pool = pool("turns", 2)) {
            pool.submit(demand("round", 0), () -> first.complete(items(ConcurrentHashMap.newKeySet(), 400)));
            pool.submit(demand("round", 1), () -> second.complete(first.isDone()));

            assertThat(second.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(400);
        }
    }

    @Test
    void noMoreHelpThanTheRoundAsksFor() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var done = new CompletableFuture<Integer>();
        try (var pool = pool("few", 3)) {
            pool.submit(new FitDemand("round", 0, 1, 1, 1, Long.MAX_VALUE), () -> done.complete(items(threads, 20)));

            assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo(20);
        }
        assertThat(threads).containsExactly("few-0");
    }

    /** Does so many items of some milliseconds, and tells how many were done. */
    private static int items(Set<String> threads, int items) {
        var done = new AtomicInteger();
        try {
            Crew.current().doAll(items, () -> item -> {
                threads.add(Thread.currentThread().getName());
                Thread.sleep(5);
                done.incrementAndGet();
            });
        } catch (InterruptedException stopped) {
            return -1;
        }
        return done.get();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
