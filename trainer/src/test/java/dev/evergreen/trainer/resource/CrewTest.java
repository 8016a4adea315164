package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrewTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void doesEveryItemOnceWhoeverHelps() throws Exception {
        var times = new AtomicIntegerArray(10_000);
        new Crew(new HelpingThreads(3)).doAll(times.length(), () -> times::incrementAndGet);
        for (int item = 0; item < times.length(); item++) {
            assertThat(times.get(item)).isOne();
        }
    }

    @Test
    void withoutABoundCrewTheCallerDoesAllInOrder() throws Exception {
        var items = new ArrayList<Integer>();
        Crew.current().doAll(5, () -> items::add);
        assertThat(items).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aFitFindsItsCrew() {
        var crew = new Crew(new HelpingThreads(0));
        var found = new AtomicReference<Crew>();
        crew.run(() -> found.set(Crew.current()));
        assertThat(found.get()).isSameAs(crew);
        assertThat(Crew.current()).isNotSameAs(crew);
    }

    @Test
    void whatAHelperFailsAtTheOwnerDoes() throws Exception {
        Thread owner = Thread.currentThread();
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        var failed = new CountDownLatch(1);
        new Crew(new HelpingThreads(1)).doAll(100, () -> item -> {
            if (Thread.currentThread() != owner) {
                failed.countDown();
                throw new OutOfMemoryError("of the helper");
            }
            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            done.add(item);
        });
        assertThat(done).hasSize(100);
    }

    @Test
    void whatTheOwnerFailsAtIsThrownAndNobodyWorksOn() throws Exception {
        Thread owner = Thread.currentThread();
        var board = new HelpingThreads(1);
        var helperBegan = new CountDownLatch(1);
        var helper = new CompletableFuture<String>();
        assertThatThrownBy(() -> new Crew(board).doAll(100, () -> item -> {
                    if (Thread.currentThread() != owner) {
                        helperBegan.countDown();
                        try {
                            Thread.sleep(20_000);
                        } catch (InterruptedException stopped) {
                            helper.complete("interrupted");
                            throw stopped;
                        }
                    }
                    assertThat(helperBegan.await(20, TimeUnit.SECONDS)).isTrue();
                    throw new IllegalStateException("of the owner");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of the owner");
        assertThat(helper.getNow("still at work")).isEqualTo("interrupted");
        board.join();
    }

    @Test
    void whatCannotBeOfferedIsNotOnTheBoard() {
        Set<SharedWork> offered = ConcurrentHashMap.newKeySet();
        var board = new Crew.Board() {
            @Override
            public void offer(SharedWork work) {
                offered.add(work);
                throw new OutOfMemoryError("of the board");
            }

            @Override
            public void withdraw(SharedWork work) {
                offered.remove(work);
            }
        };
        assertThatThrownBy(() -> new Crew(board).doAll(2, () -> _ -> {})).hasMessage("of the board");
        assertThat(offered).isEmpty();
    }

    @Test
    void aHelperIsNotInterruptedForWhatItDoesNext() throws Exception {
        try (var pool = Executors.newSingleThreadExecutor()) {
            var next = new CompletableFuture<Boolean>();
            var began = new CountDownLatch(1);
            var board = new Crew.Board() {
                @Override
                public void offer(SharedWork work) {
                    pool.execute(() -> {
                        work.help(() -> true);
                        next.complete(Thread.currentThread().isInterrupted());
                    });
                }

                @Override
                public void withdraw(SharedWork work) {}
            };
            Thread owner = Thread.currentThread();
            assertThatThrownBy(() -> new Crew(board).doAll(2, () -> item -> {
                        if (Thread.currentThread() == owner) {
                            assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
                            throw new IllegalStateException("of the owner");
                        }
                        began.countDown();
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void whatHelpersTakeIsOnTheOwnersBill() throws Exception {
        var helperDone = new CountDownLatch(1);
        var crew = new Crew(new HelpingThreads(1));
        var cost = new AtomicReference<FitCost>();
        Thread owner = Thread.currentThread();
        crew.run(() -> {
            var meter = CostMeter.start();
            try {
                crew.doAll(2, () -> item -> {
                    if (Thread.currentThread() == owner) {
                        assertThat(helperDone.await(20, TimeUnit.SECONDS)).isTrue();
                        return;
                    }
                    assertThat(new byte[64 * MEBIBYTE]).hasSize(64 * MEBIBYTE);
                    long end = System.nanoTime() + 60_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    helperDone.countDown();
                });
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
            cost.set(meter.stop());
        });
        assertThat(cost.get().allocatedBytes()).isBetween(64L * MEBIBYTE, 72L * MEBIBYTE);
        assertThat(cost.get().cpuS()).isGreaterThan(0.01);
    }

    @Test
    void equalsWhoMeetAtAWorkShareIt() throws Exception {
        var times = new AtomicIntegerArray(1_000);
        var work = new SharedWork(times.length(), () -> times::incrementAndGet);
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                pool.submit(() -> {
                            work.finish();
                            for (int item = 0; item < times.length(); item++) {
                                assertThat(times.get(item)).isOne();
                            }
                            return null;
                        })
                        .get(20, TimeUnit.SECONDS);
            }
        }
    }
}
