package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How many of a source's rows to use. */
final class RowsOption {
    @Option(names = "--rows", paramLabel = "N", description = "How many rows: all of a file, or 20000 generated ones.")
    private Optional<Long> rows = Optional.empty();

    Optional<Long> rows() {
        rows.ifPresent(n -> require(n >= 2, "--rows", n, "2 or more"));
        return rows;
    }
}
