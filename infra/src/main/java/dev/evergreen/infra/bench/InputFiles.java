package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.CsvExport;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Rows and a search as files, for processes of their own. */
record InputFiles(Path data, Path pipeline) {

    /**
     * Writes what is in no file yet.
     *
     * @param file that the rows are in already
     */
    static InputFiles of(Optional<Path> file, RowSource source, Pipeline pipeline, Path folder) throws IOException {
        Path yaml = Files.writeString(folder.resolve("pipeline.yaml"), PipelineFile.write(pipeline));
        if (file.isPresent()) {
            return new InputFiles(file.get().toAbsolutePath(), yaml);
        }
        Path generated = folder.resolve("generated.csv");
        CsvExport.write(source, generated);
        return new InputFiles(generated.toAbsolutePath(), yaml);
    }
}
