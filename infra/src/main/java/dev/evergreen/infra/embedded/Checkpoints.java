package dev.evergreen.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a stopped or killed job left behind. */
final class Checkpoints {
    private static final int JOB_CHECKPOINT_FILE = 3;

    private Checkpoints() {}

    /** The newest complete checkpoint of any job in that folder: Flink writes {@code _metadata} last. */
    static Optional<Path> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, JOB_CHECKPOINT_FILE)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(Checkpoints::written))
                    .map(Path::getParent);
        }
    }

    /** Whether someone asked for it, and owns it; checkpoints are the job's own, to delete when there is a newer one. */
    static boolean isSavepoint(Path checkpoint) {
        return checkpoint.getFileName().toString().startsWith("savepoint-");
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
