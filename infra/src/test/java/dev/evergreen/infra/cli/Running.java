package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

/** A command that stays, on a thread until it is interrupted. */
final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread thread;
    private volatile int exitCode = -1;

    Running(String... arguments) {
        thread = Thread.ofPlatform()
                .start(() -> exitCode = Evergreen.commandLine(Services.standard())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments));
    }

    void awaitNote(String note) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!err.toString().contains(note)) {
            assertThat(thread.isAlive()).as(err::toString).isTrue();
            assertThat(System.nanoTime()).as("'%s' in: %s", note, err).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What it ended with; -1 while it runs. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE);
    }
}
