package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComputeBudgetTest {

    @Test
    void isNJobsButNeverMoreThanTheCores() {
        assertThat(ComputeBudget.of(2, 8).limit()).isEqualTo(2);
        assertThat(ComputeBudget.of(8, 2).limit()).isEqualTo(2);
        assertThatThrownBy(() -> ComputeBudget.of(0, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverLetsMoreComputeThanItAllows() throws Exception {
        var budget = ComputeBudget.of(3, 3);
        var computing = new AtomicInteger();
        var most = new AtomicInteger();
        Callable<Void> work = () -> budget.call(() -> {
            most.accumulateAndGet(computing.incrementAndGet(), Math::max);
            Thread.sleep(1);
            computing.decrementAndGet();
            return null;
        });
        try (var threads = Executors.newFixedThreadPool(12)) {
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < 120; i++) {
                running.add(threads.submit(work));
            }
            for (var future : running) {
                future.get();
            }
        }
        assertThat(most).hasValue(3);
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void tellsHowLongItWaited() throws Exception {
        var budget = ComputeBudget.of(1, 1);
        var first = budget.acquire();
        assertThat(first.queueWaitS()).isLessThan(0.05);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var asking = new CountDownLatch(1);
            var waited = threads.submit(() -> {
                asking.countDown();
                try (var second = budget.acquire()) {
                    return second.queueWaitS();
                }
            });
            asking.await();
            Thread.sleep(60);
            first.close();
            assertThat(waited.get()).isBetween(0.005, 10.0);
        }
    }

    @Test
    void givesTheTurnBackWhenWorkFails() {
        var budget = ComputeBudget.of(1, 1);
        assertThatThrownBy(() -> budget.call(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void closingTwiceGivesOneTurnBack() throws InterruptedException {
        var budget = ComputeBudget.of(1, 1);
        var permit = budget.acquire();
        permit.close();
        permit.close();
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void aWaitCanBeInterrupted() throws Exception {
        var budget = ComputeBudget.of(1, 1);
        try (var held = budget.acquire();
                var threads = Executors.newSingleThreadExecutor()) {
            assertThat(held.queueWaitS()).isNotNegative();
            var asking = new CountDownLatch(1);
            var waiting = threads.submit(() -> {
                asking.countDown();
                return budget.call(() -> 1);
            });
            asking.await();
            waiting.cancel(true);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(budget.inUse()).isZero();
    }
}
