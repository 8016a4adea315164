package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of Linux' files, on files as Linux writes them. */
class SystemMetersTest {
    @TempDir
    private Path dir;

    @Test
    void theRunQueueLeavesItsReaderOut() throws IOException {
        assertThat(new RunQueue(file("loadavg", "1.07 1.29 0.76 4/112 13380\n")).length())
                .contains(3);
        assertThat(new RunQueue(file("loadavg", "0.00 0.00 0.00 0/112 13380\n")).length())
                .contains(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.1 0.2 0.3", "0.1 0.2 0.3 x/112 5", "0.1 0.2 0.3 4/112 5 6"})
    void noRunQueueInAnotherFormat(String text) throws IOException {
        assertThat(new RunQueue(file("loadavg", text)).length()).isEmpty();
    }

    @Test
    void theMachineIsBusyWithAllButIdleAndWaiting() throws IOException {
        Path stat = file("stat", """
                cpu  100 20 30 100000 5000 4 3 2 50 10
                cpu0 50 10 15 50000 2500 2 2 1 25 5
                cpu1 50 10 15 50000 2500 2 1 1 25 5
                intr 5 6
                procs_running 4
                """);
        assertThat(MachineCpu.read(stat)).contains(new MachineCpu(1.59, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu 1 2 3\ncpu0 1 2 3\n", "cpu a b c d e f g h\ncpu0 1\n", "cpu 1 2 3 4 5 6 7 8\n"})
    void noMachineCpuInAnotherFormat(String text) throws IOException {
        assertThat(MachineCpu.read(file("stat", text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // of this process, where its figures lie, what they say
        "0::/app/x, app/x/cpu.stat, nr_throttled 5;throttled_usec 2500000",
        "0::/not/mounted/here, cpu.stat, nr_throttled 5;throttled_usec 2500000",
        "'4:cpu,cpuacct:/app', 'cpu,cpuacct/app/cpu.stat', nr_throttled 5;throttled_time 2500000000",
        "'4:cpu,cpuacct:/', 'cpu/cpu.stat', nr_throttled 5;throttled_time 2500000000",
        "1:cpu:/docker/abc, cpu/cpu.stat, throttled_time 2500000000",
        "5:memory:/, cpu/cpu.stat, throttled_time 2500000000",
    })
    void findsWhatAQuotaHeldBack(String own, String stat, String text) throws IOException {
        Path groups = dir.resolve("groups");
        Path written = groups.resolve(stat);
        Files.createDirectories(written.getParent());
        Files.writeString(written, text.replace(";", "\n") + "\n");
        assertThat(new Throttling(groups, file("own", own + "\n")).seconds()).contains(2.5);
    }

    @Test
    void noThrottlingWithoutAQuotaOrWithoutGroups() throws IOException {
        Path groups = Files.createDirectories(dir.resolve("groups"));
        Files.writeString(groups.resolve("cpu.stat"), "usage_usec 17\nuser_usec 9\n");
        assertThat(new Throttling(groups, file("own", "0::/\n")).seconds()).isEmpty();
        assertThat(new Throttling(dir.resolve("none"), dir.resolve("neither")).seconds())
                .isEmpty();
    }

    @Test
    void nothingWithoutTheFiles() {
        assertThat(new RunQueue(dir.resolve("none")).length()).isEmpty();
        assertThat(MachineCpu.read(dir.resolve("none"))).isEmpty();
    }

    @Test
    void theLiveHeapHoldsWhatIsHeld() {
        byte[] held = new byte[32 << 20];
        System.gc();
        assertThat(LiveHeap.bytes())
                .hasValueSatisfying(live -> assertThat(live).isBetween((long) held.length, LiveHeap.max()));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
