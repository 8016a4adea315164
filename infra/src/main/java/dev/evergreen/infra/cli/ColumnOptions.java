package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.CsvRoles;
import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a user says about the columns of a CSV file; a pipeline file says it better. */
final class ColumnOptions {
    static final String ALL = "--label, --regression, --nominal, --ignore and --missing";

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column to predict.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--regression", description = "The label is a number, not a class.")
    private boolean regression;

    @Option(
            names = "--nominal",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that hold names, though they look like numbers.")
    private Set<String> nominal = Set.of();

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that are no features, such as ids.")
    private Set<String> ignored = Set.of();

    @Option(names = "--missing", paramLabel = "COLUMN", split = ",", description = "Columns whose cells may be empty.")
    private Set<String> missing = Set.of();

    /** The file's rows, typed by the pipeline if there is one, else by these options and the cells. */
    RowSource read(Path file, Optional<Pipeline> pipeline) {
        if (pipeline.isPresent()) {
            if (isGiven()) {
                throw new BadInputException(ALL + " do not go with --pipeline, which says it all");
            }
            return CsvTable.of(file, pipeline.get());
        }
        String column = label.orElseThrow(
                () -> new BadInputException("say which column to predict: --label COLUMN, or --pipeline FILE.yaml"));
        return CsvTable.infer(file, new CsvRoles(column, regression, nominal, ignored, missing));
    }

    boolean isGiven() {
        return label.isPresent() || regression || !nominal.isEmpty() || !ignored.isEmpty() || !missing.isEmpty();
    }
}
