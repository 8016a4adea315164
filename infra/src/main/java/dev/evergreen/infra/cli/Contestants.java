package dev.evergreen.infra.cli;

import dev.evergreen.infra.python.Python;
import java.util.List;
import java.util.Optional;

/**
 * Whom to measure, and in which Python.
 *
 * @param systems without repetition, at least one
 * @param required whether the user has named them: one that is not there then is an error rather than a note
 * @param python as the user has named it
 */
public record Contestants(List<String> systems, boolean required, Optional<String> python) {
    public static final String EVERGREEN = "evergreen";
    public static final String SMILE = "smile";

    public Contestants {
        systems = List.copyOf(systems);
    }

    public boolean has(String system) {
        return systems.contains(system);
    }

    /** How Python is started: as the user says, here or in the environment. */
    public String pythonCommand() {
        return python.or(() -> Optional.ofNullable(System.getenv(Python.ENVIRONMENT)))
                .filter(command -> !command.isBlank())
                .orElse(Python.DEFAULT);
    }
}
