package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.Uninterrupted;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures in a folder that is gone afterwards, and says how far it is meanwhile. */
public final class Measuring {
    private Measuring() {}

    /** What is measured. */
    @FunctionalInterface
    public interface Work<R> {
        R measure(Path folder, Progress progress) throws Exception;
    }

    public static <R> R inFolder(Output output, Work<R> work) throws Exception {
        Path folder = Files.createTempDirectory("evergreen-bench-");
        try (Progress progress = output.progress()) {
            return work.measure(folder, progress);
        } finally {
            Uninterrupted.run(() -> Directories.delete(folder));
        }
    }
}
