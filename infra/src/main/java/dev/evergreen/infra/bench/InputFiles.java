package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.CsvExport;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * The words that have a process run rounds over them, to which more can be added.
     *
     * @param command of {@code bench}
     */
    List<String> rounds(String command, long rows, int rounds, NJobs nJobs) {
        return new ArrayList<>(List.of(
                "bench",
                command,
                "--data",
                data.toString(),
                "--pipeline",
                pipeline.toString(),
                "--rows",
                Long.toString(rows),
                "--rounds",
                Integer.toString(rounds),
                "--n-jobs",
                nJobs.toString()));
    }
}
