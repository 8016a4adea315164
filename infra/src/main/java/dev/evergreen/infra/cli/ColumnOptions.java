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

    /** The file's rows, typed by the pipeline if there is one, else by these options and the cells. */
    RowSource read(Path file, Optional<Pipeline> pipeline) {
        if (pipeline.isPresent()) {
            if (isGiven()) {
                throw new BadInputException("--label, --regression, --nominal and --ignore do not go with --pipeline, "
                        + "which says it all");
            }
            return CsvTable.of(file, pipeline.get());
        }
        String column = label.orElseThrow(
                () -> new BadInputException("say which column to predict: --label COLUMN, or --pipeline FILE.yaml"));
        return CsvTable.infer(file, new CsvRoles(column, regression, nominal, ignored));
    }

    boolean isGiven() {
        return label.isPresent() || regression || !nominal.isEmpty() || !ignored.isEmpty();
    }
}
