package dev.evergreen.infra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeMemoryTest {
    @TempDir
    private Path proc;

    @Test
    void addsUpWhatAProcessAndItsDescendantsHold() throws IOException {
        status(7, 300, 1_000);
        status(8, 400, 400);
        status(9, 500, 900);

        assertThat(new TreeMemory(proc).kb(7, Stream.of(8L, 9L))).isEqualTo(1_200);
    }

    @Test
    void knowsThePeakThatWasBetweenTwoLooks() throws IOException {
        status(7, 300, 1_000);

        assertThat(new TreeMemory(proc).kb(7, Stream.of())).isEqualTo(1_000);
    }

    @Test
    void takesAProcessThatHasEndedForNothing() throws IOException {
        status(7, 300, 310);

        assertThat(new TreeMemory(proc).kb(7, Stream.of(8L))).isEqualTo(310);
        assertThat(new TreeMemory(proc).kb(6, Stream.of())).isZero();
    }

    @Test
    void saysNothingWhereTheSystemDoesNotTell() throws Exception {
        var looks = new AtomicInteger();
        Process process = new ProcessBuilder("true").start();

        assertThat(new TreeMemory(proc).peakMb(process, looks::incrementAndGet)).isEqualTo(Optional.empty());
        assertThat(looks).hasPositiveValue();
    }

    private void status(long pid, int nowKb, int peakKb) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("status"),
                "Name:\tpython\nVmHWM:\t %d kB\nVmRSS:\t %d kB\nThreads:\t1\n".formatted(peakKb, nowKb));
    }
}
