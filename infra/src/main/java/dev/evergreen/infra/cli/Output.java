package dev.evergreen.infra.cli;

import dev.evergreen.ingest.event.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command speaks: results go to stdout, everything else to stderr. With {@code --json}, stdout gets one JSON
 * object and nothing but it.
 */
public final class Output {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    public Output(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    static Output of(CommandSpec command, boolean json) {
        return new Output(command.commandLine().getOut(), command.commandLine().getErr(), json);
    }

    /** Whether the result is to be one JSON object; text for people then goes to stderr. */
    public boolean json() {
        return json;
    }

    /** The result as text; on stderr when stdout is for JSON. */
    public void text(String text) {
        var writer = json ? err : out;
        writer.println(text);
        writer.flush();
    }

    /** Something by the way; always on stderr. */
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /** The result as a record that {@link Json} can write; nothing without {@code --json}. */
    public void result(Object result) {
        if (json) {
            out.println(new String(Json.write(result), StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** The live line on stderr. */
    public Progress progress() {
        return Progress.on(err);
    }
}
