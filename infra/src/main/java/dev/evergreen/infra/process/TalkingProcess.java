package dev.evergreen.infra.process;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.text.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A process of its own that says what it finds, one JSON object a line. Neither it nor its descendants outlive the call
 * that started it.
 *
 * @param <M> what a line holds
 */
public final class TalkingProcess<M> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_MESSAGE = 64 << 20;

    /** How the command line begins what it says to users. */
    private static final String MESSAGE = "evergreen: ";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Class<M> type;

    /**
     * @param name for messages
     * @param environment what to set beside this process's own
     */
    public TalkingProcess(String name, List<String> command, Map<String, String> environment, Class<M> type) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.type = type;
    }

    /**
     * Waits for a process in its own way, watching it or not; returns when it has ended.
     *
     * @param <W> what it saw
     */
    @FunctionalInterface
    public interface Watch<W> {
        W untilEnd(Process process) throws InterruptedException;
    }

    /**
     * Is given every message, on a thread of the process's own.
     *
     * @param <M> what a line holds
     * @param <R> what it may be turned into
     */
    @FunctionalInterface
    public interface Hearer<M, R> {
        /** @param answer what the process reads from stdin */
        Optional<R> hear(M message, OutputStream answer) throws Exception;
    }

    /**
     * A process that ended well.
     *
     * @param <R> what its last word was turned into
     * @param <W> what was seen of it
     */
    public record Ended<R, W>(R result, W seen) {}

    /**
     * Runs it to its end.
     *
     * @param hear is given every message; what it returns last is the result
     * @param notes hears what else it prints
     * @throws BadInputException if it fails or brings no result, with what it said last
     * @throws InterruptedException if the caller is interrupted; the process has ended then
     */
    public <R, W> Ended<R, W> run(Function<M, Optional<R>> hear, Consumer<String> notes, Watch<W> watch)
            throws Exception {
        return talk((message, _) -> hear.apply(message), notes, watch);
    }

    /** As {@link #run}, of a process that waits for answers. */
    public <R, W> Ended<R, W> talk(Hearer<M, R> hearer, Consumer<String> notes, Watch<W> watch) throws Exception {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            var results = reader("results", () -> readResults(process, hearer, notes));
            var last = reader("messages", () -> readMessages(process.getErrorStream(), notes));
            W seen = watch.untilEnd(process);
            int exitCode = process.waitFor();
            R result = results.get()
                    .filter(_ -> exitCode == 0)
                    .orElseThrow(() -> new BadInputException(failure(exitCode, last)));
            return new Ended<>(result, seen);
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

    /** What the last message that meant something was turned into, if it came to that. */
    private <R> Optional<R> readResults(Process process, Hearer<M, R> hearer, Consumer<String> notes) throws Exception {
        Optional<R> result = Optional.empty();
        try (var lines = lines(process.getInputStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<M> message = parse(line);
                if (message.isEmpty()) {
                    notes.accept(line);
                    continue;
                }
                Optional<R> brought = hearer.hear(message.get(), process.getOutputStream());
                result = brought.isPresent() ? brought : result;
            }
        }
        return result;
    }

    private Optional<M> parse(String line) {
        try {
            return Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), type, LONGEST_MESSAGE));
        } catch (MalformedJson ofAnother) {
            // A virtual machine or a library that prints to stdout.
            return Optional.empty();
        }
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

    /** Who they are is asked first: those whose parent has gone are nobody's descendants. */
    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
