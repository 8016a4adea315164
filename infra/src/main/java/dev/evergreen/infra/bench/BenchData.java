package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.CsvExport;
import dev.evergreen.infra.data.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The rows of a benchmark as a file, which is how its processes get them. */
final class BenchData {
    private BenchData() {}

    /**
     * @param given the user's file; if there is none, the source is written to one
     * @param folder for that file
     */
    static Path file(Optional<Path> given, RowSource source, Path folder) throws IOException {
        if (given.isPresent()) {
            return given.get().toAbsolutePath();
        }
        Path generated = folder.resolve("generated.csv").toAbsolutePath();
        CsvExport.write(source, generated);
        return generated;
    }
}
