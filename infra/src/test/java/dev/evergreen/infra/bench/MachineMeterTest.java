package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMeterTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatLinuxCounts() throws IOException {
        Files.writeString(folder.resolve("stat"), "cpu  100 0 200 5000 600 0 50 50 7 8\ncpu0 9 9 9 9 9 9 9 9 9 9\n");
        Files.writeString(folder.resolve("vmstat"), "pgpgin 5\npswpin 1000\npswpout 500\nthp_x 1\n");

        assertThat(MachineMeter.in(folder)).isEqualTo(new MachineMeter(4, 60, 1500 * 4096 / 1e6));
    }

    @Test
    void knowsWhatOthersTook() {
        var meanwhile = new MachineMeter(90, 200, 5).minus(new MachineMeter(50, 100, 5));

        assertThat(meanwhile.shareOfOthers(25)).isEqualTo(0.15);
        assertThat(meanwhile.shareOfOthers(41)).isZero();
    }

    @Test
    void isSilentWhereTheSystemDoesNotTell() {
        var nothing = MachineMeter.in(folder);

        assertThat(nothing).isEqualTo(new MachineMeter(0, 0, 0));
        assertThat(nothing.shareOfOthers(1)).isZero();
    }
}
