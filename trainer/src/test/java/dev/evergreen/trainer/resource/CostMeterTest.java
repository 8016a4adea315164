package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void countsTheBytesOfTheCallingThread() {
        var meter = CostMeter.start();
        byte[] block = new byte[8 * MEBIBYTE];
        assertThat(meter.stop().allocatedBytes()).isBetween((long) block.length, block.length + (long) MEBIBYTE);
    }

    @Test
    void leavesOtherThreadsOut() throws Exception {
        var meter = CostMeter.start();
        try (var other = Executors.newSingleThreadExecutor()) {
            assertThat(other.submit(() -> new byte[64 * MEBIBYTE].length).get()).isEqualTo(64 * MEBIBYTE);
        }
        assertThat(meter.stop().allocatedBytes()).isLessThan(8 * MEBIBYTE);
    }

    @Test
    void waitingTakesWallTimeButNoCpu() throws InterruptedException {
        var meter = CostMeter.start();
        Thread.sleep(60);
        FitCost cost = meter.stop();
        assertThat(cost.wallS()).isGreaterThanOrEqualTo(0.059);
        assertThat(cost.cpuS()).isLessThan(0.03);
    }

    @Test
    void computingTakesCpu() {
        var meter = CostMeter.start();
        long end = System.nanoTime() + 50_000_000;
        double x = 0;
        while (System.nanoTime() < end || meter.stop().cpuS() < 0.01) {
            x = Math.sin(x + 1);
        }
        FitCost cost = meter.stop();
        assertThat(x).isFinite();
        // The clocks differ by a tick or so.
        assertThat(cost.cpuS()).isBetween(0.01, cost.wallS() + 0.02);
    }

    @Test
    void refusesToStopOnAnotherThread() {
        var meter = CostMeter.start();
        var stopped = CompletableFuture.supplyAsync(meter::stop, Thread::startVirtualThread);
        assertThatThrownBy(stopped::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void costsAddUp() {
        assertThat(new FitCost(1, 2, 3).plus(new FitCost(10, 20, 30))).isEqualTo(new FitCost(11, 22, 33));
    }
}
