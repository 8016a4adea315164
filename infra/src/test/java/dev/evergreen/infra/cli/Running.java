package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

/** {@code evergreen run} on a thread, until it is interrupted. */
final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StringWriter err = new StringWriter();
    private final Thread thread;
    private volatile int exitCode = -1;

    Running(String... arguments) {
        thread = Thread.ofPlatform()
                .start(() -> exitCode = Evergreen.commandLine(Services.standard())
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

    int exitCode() {
        return exitCode;
    }

    String said() {
        return err.toString();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE);
    }
}
