package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    private static final int FILES = 2_000;

    @TempDir
    private Path folder;

    @Test
    void deletesNothingWhereNothingIs() {
        assertThatNoException().isThrownBy(() -> Directories.delete(folder.resolve("absent")));
    }

    @Test
    void doesNotMindAnotherThatDeletesTheSame() throws Exception {
        Path full = full();
        var other = Thread.ofPlatform().start(() -> Directories.delete(full));

        assertThatNoException().isThrownBy(() -> Directories.delete(full));
        other.join();

        assertThat(full).doesNotExist();
    }

    @Test
    void doesNotMindAnotherThatStillWrites() throws Exception {
        Path full = full();
        var other = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < FILES; i++) {
                    Files.writeString(full.resolve("late-" + i), "");
                }
            } catch (IOException gone) {
                // Deleted under its hands.
            }
        });

        Directories.delete(full);
        other.join();

        assertThat(full).doesNotExist();
    }

    private Path full() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(full.resolve("file-" + i), "");
        }
        return full;
    }
}
