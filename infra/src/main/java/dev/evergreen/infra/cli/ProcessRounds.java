package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a process that runs rounds for another is told: all of it was checked by that one. */
final class ProcessRounds {
    @Option(names = "--data", paramLabel = "FILE.csv", required = true, description = "Rows, with a header.")
    private Path data = Path.of("");

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", required = true, description = "Columns and search.")
    private Path pipeline = Path.of("");

    @Option(names = "--rows", paramLabel = "N", required = true, description = "How many of the file's rows.")
    private long rows;

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            required = true,
            converter = NJobsConverter.class,
            description = "Fits at once, or auto.")
    private NJobs nJobs = NJobs.ALL;

    @Option(names = "--rounds", paramLabel = "R", required = true, description = "How many rounds.")
    private int rounds;

    Path data() {
        return data;
    }

    Pipeline searched() {
        return PipelineFiles.pipeline(pipeline).withNJobs(nJobs);
    }

    RowSource source(Pipeline searched) {
        return CsvTable.of(data, searched).first(rows);
    }

    int rounds() {
        return rounds;
    }
}
