package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rows are searched, and for what: a file or the generator gaussian, a pipeline's search or a grid's. */
final class SearchedRowsOptions {
    @Mixin
    private SourceOptions rows;

    @Option(names = "--seed", paramLabel = "S", description = "Of the generated rows (default: 42).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", description = "Features, label and search of a pipeline.")
    private Optional<Path> pipeline = Optional.empty();

    @Option(names = "--grid", paramLabel = "FILE.yaml", description = "The search alone; wins over the pipeline's.")
    private Optional<Path> grid = Optional.empty();

    /** @param pipeline of these rows, with the search that was asked for */
    record Searched(Optional<Path> file, RowSource source, Pipeline pipeline) {}

    /**
     * Reads and checks what was given.
     *
     * @param count how many rows, 2 or more
     * @param otherwise makes a pipeline of the rows' default one, where none is given
     */
    Searched read(Optional<Long> count, UnaryOperator<Pipeline> otherwise) {
        var declared = pipeline.map(PipelineFiles::pipeline);
        RowSource source = rows.read(declared, Generator.GAUSSIAN, seed, count);
        Pipeline base = declared.orElseGet(() -> otherwise.apply(source.pipeline()));
        Pipeline searched =
                grid.map(file -> PipelineFiles.withSearch(base, file)).orElse(base);
        return new Searched(rows.data(), source, searched);
    }
}
