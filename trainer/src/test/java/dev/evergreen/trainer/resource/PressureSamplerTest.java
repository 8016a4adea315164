package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evergreen.ingest.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PressureSamplerTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    @TempDir
    private Path dir;

    @Test
    void tellsTheMeanBetweenTwoMoments() throws Exception {
        queue(9);
        try (var sampler = sampler()) {
            awaitLooks(sampler, 5);
            queue(3);
            // A look may have read the old file.
            awaitLooks(sampler, 1);
            var mark = sampler.mark();
            awaitLooks(sampler, 20);
            assertThat(sampler.since(mark).runQueue()).contains(3.0);
        }
    }

    @Test
    void hasNoMeanOfAFewLooks() throws Exception {
        queue(3);
        try (var sampler =
                PressureSampler.start(new RunQueue(dir.resolve("loadavg")), throttling(), Duration.ofHours(1))) {
            MachineLoad load = sampler.since(sampler.mark());
            assertThat(load.runQueue()).isEmpty();
            assertThat(load.otherCpu()).isEmpty();
            assertThat(load.throttledS()).isEmpty();
        }
    }

    @Test
    void subtractsWhatWasHeldBackBefore() throws Exception {
        Path groups = Files.createDirectories(dir.resolve("groups"));
        Files.writeString(groups.resolve("cpu.stat"), "throttled_usec 1000000\n");
        Files.writeString(dir.resolve("own"), "0::/\n");
        queue(1);
        try (var sampler = sampler()) {
            var mark = sampler.mark();
            Files.writeString(groups.resolve("cpu.stat"), "throttled_usec 1500000\n");
            assertThat(sampler.since(mark).throttledS()).contains(0.5);
        }
    }

    @Test
    void isAbsentWhereTheSystemTellsNothing() throws Exception {
        try (var sampler = sampler()) {
            var mark = sampler.mark();
            Thread.sleep(20);
            assertThat(sampler.since(mark).runQueue()).isEmpty();
            assertThat(sampler.since(mark).throttledS()).isEmpty();
        }
    }

    @Test
    void seesThisMachine() throws Exception {
        assumeThat(Path.of("/proc/loadavg")).exists();
        try (var sampler = PressureSampler.start()) {
            var mark = sampler.mark();
            double x = 0;
            for (long end = System.nanoTime() + 300_000_000; System.nanoTime() < end; ) {
                x = Math.sin(x + 1);
            }
            MachineLoad load = sampler.since(mark);
            assertThat(x).isFinite();
            assertThat(load.wallS()).isGreaterThanOrEqualTo(0.3);
            assertThat(load.processCpuS()).isPositive();
            assertThat(load.runQueue())
                    .hasValueSatisfying(queue -> assertThat(queue).isPositive());
            assertThat(load.otherCpu())
                    .hasValueSatisfying(others ->
                            assertThat(others).isBetween(0.0, load.cores().orElseThrow() + 0.5));
        }
    }

    @Test
    void aMarkTravelsAsJson() throws Exception {
        try (var sampler = sampler()) {
            var mark = sampler.mark();
            assertThat(Json.read(Json.write(mark), PressureSampler.Mark.class)).isEqualTo(mark);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (var sampler = sampler()) {
            assertThat(samplers()).isOne();
            assertThat(sampler.mark().looks()).isNotNegative();
        }
        assertThat(samplers()).isZero();
    }

    private static long samplers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pressure-sampler"))
                .count();
    }

    private PressureSampler sampler() {
        return PressureSampler.start(new RunQueue(dir.resolve("loadavg")), throttling(), OFTEN);
    }

    private Throttling throttling() {
        return new Throttling(dir.resolve("groups"), dir.resolve("own"));
    }

    private static void awaitLooks(PressureSampler sampler, int more) throws InterruptedException {
        long enough = sampler.mark().looks() + more;
        while (sampler.mark().looks() < enough) {
            Thread.sleep(1);
        }
    }

    /** In one step, so that no look sees half a file. */
    private void queue(int threads) throws IOException {
        Path next = Files.writeString(dir.resolve("next"), "0.1 0.2 0.3 %d/112 5%n".formatted(threads + 1));
        Files.move(next, dir.resolve("loadavg"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
