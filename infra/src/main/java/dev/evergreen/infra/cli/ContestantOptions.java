package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom a comparison is with. */
final class ContestantOptions {
    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            description = "Whom to measure (default: all that are there).")
    private List<String> systems = List.of();

    @Option(
            names = "--python",
            paramLabel = "PYTHON",
            description = "Which Python to compare with (default: $EVERGREEN_PYTHON, else python3).")
    private Optional<String> python = Optional.empty();

    /** @param all the names there are, in the order of reports */
    Contestants among(List<String> all) {
        for (String system : systems) {
            require(all.contains(system), "--systems", system, String.join(", ", all));
        }
        python.ifPresent(command -> require(!command.isBlank(), "--python", command, "a program"));
        List<String> chosen = all.stream().filter(systems::contains).toList();
        return new Contestants(systems.isEmpty() ? all : chosen, !systems.isEmpty(), python);
    }
}
