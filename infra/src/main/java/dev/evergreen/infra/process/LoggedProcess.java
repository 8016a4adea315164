package dev.evergreen.infra.process;

import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of its own with a log, which runs or has ended, and can be started again. One thread alone may start and end it;
 * others may ask how it is.
 */
public final class LoggedProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_LINE = 300;

    /** Exit codes above it tell the signal. */
    private static final int SIGNALLED = 128;

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Path output;
    private final Map<String, String> environment;
    private volatile Process process;
    private volatile long started;

    /**
     * Starts it.
     *
     * @param log that it writes
     * @param output file for what it prints beside that
     */
    public LoggedProcess(String name, List<String> command, Path log, Path output, Map<String, String> environment)
            throws IOException {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
        this.output = output;
        this.environment = Map.copyOf(environment);
        this.process = begin();
        this.started = System.nanoTime();
    }

    private Process begin() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    public void startAgain() throws IOException {
        process = begin();
        started = System.nanoTime();
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Of one that is not alive: how it ended, what it said last and where it said it, in one line. */
    public String howItEnded() {
        // Killed by a signal, it had no time to say why.
        String said = process.exitValue() > SIGNALLED ? "" : lastError();
        return "%s (pid %d) ended with exit code %d%s; its log: %s"
                .formatted(name, pid(), process.exitValue(), said.isEmpty() ? "" : ": " + said, log);
    }

    private String lastError() {
        try {
            Path file = Files.exists(log) && Files.size(log) > 0 ? log : output;
            try (Stream<String> lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("Caused by: ") || line.matches("(\\S+ )?(ERROR|Error).*"))
                        .reduce("", (_, later) -> OneLine.of(later, LONGEST_LINE));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end; {@link #awaitEnd} waits for that. */
    public void askToEnd() {
        process.destroy();
    }

    /** Returns when it is gone, by force if it takes its time. */
    public void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
