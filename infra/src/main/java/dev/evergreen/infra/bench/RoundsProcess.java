package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.text.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of its own that runs rounds and says what they cost. It never outlives the call that started it. */
final class RoundsProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 300;

    /** How the command line begins what it says to users. */
    private static final String MESSAGE = "evergreen: ";

    private final String name;
    private final List<String> command;

    /** @param name for messages */
    RoundsProcess(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    /**
     * Runs it to its end.
     *
     * @param last what it is to say last
     * @param progress hears how far it is
     * @param notes hears what else it prints
     * @throws BadInputException if it fails, with what it said last
     * @throws InterruptedException if the caller is interrupted; the process has ended then
     */
    <T extends RoundsMessage.Last> T run(
            Class<T> last, Consumer<RoundsMessage.Progress> progress, Consumer<String> notes) throws Exception {
        Process process = new ProcessBuilder(command).start();
        try {
            var results = reader("results", () -> readResults(process.getInputStream(), progress, notes));
            var said = reader("messages", () -> readMessages(process.getErrorStream(), notes));
            int exitCode = process.waitFor();
            return results.get()
                    .filter(_ -> exitCode == 0)
                    .map(last::cast)
                    .orElseThrow(() -> new BadInputException(failure(exitCode, said)));
        } finally {
            Uninterrupted.run(() -> end(process));
        }
    }

    private String failure(int exitCode, FutureTask<String> last) {
        String said;
        try {
            said = last.get();
        } catch (Exception unread) {
            said = "";
        }
        return "%s: its process ended with exit code %d and said %s"
                .formatted(name, exitCode, said.isEmpty() ? "nothing" : "last: " + OneLine.of(said, LONGEST_LINE));
    }

    /** The measurements, if it came to them. */
    private static Optional<RoundsMessage.Last> readResults(
            InputStream out, Consumer<RoundsMessage.Progress> progress, Consumer<String> notes) throws IOException {
        Optional<RoundsMessage.Last> measured = Optional.empty();
        try (var lines = lines(out)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    switch (Json.read(line.getBytes(StandardCharsets.UTF_8), RoundsMessage.class)) {
                        case RoundsMessage.Progress p -> progress.accept(p);
                        case RoundsMessage.Last m -> measured = Optional.of(m);
                    }
                } catch (MalformedJson ofAnother) {
                    // A JVM or a library that prints to stdout.
                    notes.accept(line);
                }
            }
        }
        return measured;
    }

    /**
     * The last line that it printed, but for those of a stack trace that say where. What it says to users is not handed
     * on, as it becomes part of what this process says.
     */
    private static String readMessages(InputStream err, Consumer<String> notes) throws IOException {
        String last = "";
        try (var lines = lines(err)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MESSAGE)) {
                    last = line.substring(MESSAGE.length());
                    continue;
                }
                notes.accept(line);
                if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
                    last = line;
                }
            }
        }
        return last;
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    private static <T> FutureTask<T> reader(String what, Callable<T> reading) {
        var task = new FutureTask<>(reading);
        Thread.ofPlatform().name("read-" + what).daemon().start(task);
        return task;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
