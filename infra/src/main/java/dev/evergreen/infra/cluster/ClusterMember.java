package dev.evergreen.infra.cluster;

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

/** A process of a cluster, which runs or has ended. Not for several threads. */
final class ClusterMember {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_LINE = 300;

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Path output;
    private final Map<String, String> environment;
    private Process process;
    private long started;

    /**
     * Starts it.
     *
     * @param log that it writes
     * @param output file for what it prints beside that
     */
    ClusterMember(String name, List<String> command, Path log, Path output, Map<String, String> environment)
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

    void startAgain() throws IOException {
        process = begin();
        started = System.nanoTime();
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Of one that is not alive: how it ended, what it said last and where it said it, in one line. */
    String howItEnded() {
        String said = lastError();
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

    /** Asks it to end; {@link #awaitEnd} waits for that. */
    void askToEnd() {
        process.destroy();
    }

    /** Returns when it is gone, by force if it takes its time. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
