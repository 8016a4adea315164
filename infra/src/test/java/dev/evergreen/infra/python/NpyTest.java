package dev.evergreen.infra.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("x.npy");

        Npy.writeDoubles(file, 3, 2, (row, values) -> {
            values[0] = row + 0.1;
            values[1] = Double.NaN;
        });

        assertThat(Npy.readDoubles(file, 3, 2)).containsExactly(0.1, Double.NaN, 1.1, Double.NaN, 2.1, Double.NaN);
    }

    @Test
    void writesTheFormatOfNumPy() throws IOException {
        Path file = folder.resolve("folds.npy");

        Npy.writeBytes(file, 2, 3, new byte[] {1, 2, 0, 2, 1, 0});

        byte[] all = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(all, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        int headerLength = Byte.toUnsignedInt(all[8]) + 256 * Byte.toUnsignedInt(all[9]);
        assertThat((10 + headerLength) % 64).isZero();
        assertThat(new String(all, 10, headerLength, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }")
                .endsWith("\n");
        assertThat(Arrays.copyOfRange(all, 10 + headerLength, all.length)).containsExactly(1, 2, 0, 2, 1, 0);
    }

    @Test
    void rejectsArraysOfAnotherShape() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.writeDoubles(file, 2, 2, (_, values) -> Arrays.fill(values, 1));

        assertThatThrownBy(() -> Npy.readDoubles(file, 1, 4))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("'shape': (2, 2), } where 1 x 4 numbers are wanted");
    }

    @Test
    void rejectsWhatIsCutShort() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.writeDoubles(file, 2, 2, (_, values) -> Arrays.fill(values, 1));
        byte[] all = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(all, all.length - 1));
        assertThatThrownBy(() -> Npy.readDoubles(file, 2, 2)).isInstanceOf(IOException.class);
        Files.write(file, Arrays.copyOf(all, 20));
        assertThatThrownBy(() -> Npy.readDoubles(file, 2, 2)).isInstanceOf(IOException.class);
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Npy.readDoubles(file, 2, 2)).hasMessageEndingWith("no array of NumPy's format 1.0");
    }
}
