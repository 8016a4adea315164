package dev.evergreen.infra.python;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.process.TalkingProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Python that runs, and what it has.
 *
 * @param command how it is started
 * @param versions by name: {@code python}, and those of {@link Library} that can be imported
 * @param broken one line for each that is there but cannot be imported
 */
public record Python(String command, Map<String, String> versions, List<String> broken) {
    /** Used where the user names none. */
    public static final String DEFAULT = "python3";

    /** Names the Python to use, unless the command line does. */
    public static final String ENVIRONMENT = "EVERGREEN_PYTHON";

    /** One thread a fit, as ours: parallelism is n_jobs' alone. Warnings would come once a fit. */
    private static final Map<String, String> SETTINGS = Map.of(
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1",
            "MKL_NUM_THREADS", "1",
            "PYTHONDONTWRITEBYTECODE", "1",
            "PYTHONWARNINGS", "ignore");

    public Python {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        broken = List.copyOf(broken);
    }

    /** What {@code versions.py} says. */
    record Versions(Map<String, String> versions, List<String> broken) {}

    /** What asking for a Python brings. */
    public sealed interface Found {}

    /** It runs. */
    public record Runs(Python python) implements Found {}

    /** There is none, for a reason in one line. */
    public record Missing(String line) implements Found {}

    /**
     * Starts it once to see what it has.
     *
     * @param folder for its script
     */
    public static Found ask(String command, Path folder) throws Exception {
        var words = List.of(command, Scripts.VERSIONS.in(folder).toString());
        try {
            var process = new TalkingProcess<>(command, words, SETTINGS, Versions.class);
            var said = process.run(Optional::of, _ -> {}, Process::waitFor).result();
            return new Runs(new Python(command, said.versions(), said.broken()));
        } catch (IOException notThere) {
            return new Missing("no Python: '%s' cannot be started".formatted(command));
        } catch (BadInputException failed) {
            return new Missing("no Python: " + failed.getMessage());
        }
    }

    public boolean has(Library library) {
        return versions.containsKey(library.key());
    }

    /** A process that runs a script over what lies in a folder. */
    public <M> TalkingProcess<M> running(String name, Scripts script, Path folder, List<String> more, Class<M> type)
            throws IOException {
        var words = new ArrayList<>(List.of(command, script.in(folder).toString(), folder.toString()));
        words.addAll(more);
        return new TalkingProcess<>(name, words, SETTINGS, type);
    }

    /** Why it has not a library, in one line. */
    public String lacks(Library library) {
        return broken.stream()
                .filter(line -> line.startsWith(library.key() + ":"))
                .findFirst()
                .orElse("%s: '%s' does not have it; pip install -r infra/benchmarks/requirements.txt brings it"
                        .formatted(library.key(), command));
    }
}
