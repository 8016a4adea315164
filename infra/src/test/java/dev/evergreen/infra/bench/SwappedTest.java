package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwappedTest {
    @TempDir
    private Path folder;

    @Test
    void addsPagesInAndOut() throws IOException {
        Path counters = Files.writeString(folder.resolve("vmstat"), "pgpgin 5\npswpin 1000\npswpout 500\nthp_x 1\n");

        assertThat(Swapped.in(counters)).isEqualTo(1500 * 4096 / 1e6);
    }

    @Test
    void isNothingWhereTheSystemDoesNotTell() {
        assertThat(Swapped.in(folder.resolve("none"))).isZero();
    }
}
