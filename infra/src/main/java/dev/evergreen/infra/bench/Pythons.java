package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whom in Python there is to compare with.
 *
 * @param python empty if there is nobody
 */
record Pythons(Optional<Python> python, List<Library> libraries) {
    Pythons {
        libraries = List.copyOf(libraries);
    }

    /**
     * Those of the contestants that are there.
     *
     * @param notes hears of each that is not
     * @throws BadInputException if the user has named one that is not there
     */
    static Pythons among(Contestants contestants, Path folder, Consumer<String> notes) throws Exception {
        List<Library> wanted = Arrays.stream(Library.values())
                .filter(library -> contestants.has(library.key()))
                .toList();
        if (wanted.isEmpty()) {
            return new Pythons(Optional.empty(), List.of());
        }
        return switch (Python.ask(contestants.pythonCommand(), folder)) {
            case Python.Missing missing -> {
                if (contestants.required() || contestants.python().isPresent()) {
                    throw new BadInputException(missing.line());
                }
                notes.accept(missing.line() + "; --python PYTHON names one. Only our side is measured");
                yield new Pythons(Optional.empty(), List.of());
            }
            case Python.Runs(Python python) ->
                new Pythons(Optional.of(python), having(python, wanted, contestants, notes));
        };
    }

    private static List<Library> having(
            Python python, List<Library> wanted, Contestants contestants, Consumer<String> notes) {
        var libraries = new ArrayList<Library>();
        for (Library library : wanted) {
            if (!python.has(Library.SCIKIT_LEARN)) {
                // It drives the others as well.
                refuseOrNote(python.lacks(Library.SCIKIT_LEARN), contestants, notes);
                return List.of();
            }
            if (python.has(library)) {
                libraries.add(library);
            } else {
                refuseOrNote(python.lacks(library), contestants, notes);
            }
        }
        return libraries;
    }

    static void refuseOrNote(String line, Contestants contestants, Consumer<String> notes) {
        if (contestants.required()) {
            throw new BadInputException(line);
        }
        notes.accept(line);
    }
}
