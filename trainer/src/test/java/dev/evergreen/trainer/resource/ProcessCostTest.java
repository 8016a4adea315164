package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCostTest {

    @Test
    void tellsWhatThisProcessUses() {
        var cost = ProcessCost.now();
        assertThat(cost.cpuS()).isPositive();
        assertThat(cost.gcS()).isNotNegative();
        assertThat(cost.heapBytes()).isPositive();
        assertThat(cost.peakHeapBytes()).isPositive();
    }

    @Test
    void subtractsTimesAndKeepsSizes() {
        var earlier = new ProcessCost(1, 0.5, 10, 20, OptionalLong.of(30));
        var later = new ProcessCost(4, 0.75, 11, 21, OptionalLong.of(31));
        assertThat(later.minus(earlier)).isEqualTo(new ProcessCost(3, 0.25, 11, 21, OptionalLong.of(31)));
    }

    @Test
    void readsThePeakResidentSet(@TempDir Path dir) throws IOException {
        Path status = dir.resolve("status");
        Files.writeString(status, "VmPeak:\t 9 kB\nVmHWM:\t  1234 kB\nVmRSS:\t 7 kB\n");
        assertThat(PeakRss.in(status)).hasValue(1234 * 1024);
    }

    @Test
    void hasNoPeakResidentSetWithoutTheFileOrTheLine(@TempDir Path dir) throws IOException {
        assertThat(PeakRss.in(dir.resolve("none"))).isEmpty();
        assertThat(PeakRss.in(Files.writeString(dir.resolve("other"), "VmRSS: 7 kB\n")))
                .isEmpty();
    }
}
