package dev.evergreen.infra.bench;

import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.process.ParentWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process that keeps one core busy until it is closed, or whoever started it is gone. */
public final class Burner implements AutoCloseable {
    private final Process process;

    private Burner(Process process) {
        this.process = process;
    }

    /** Returns when it burns. */
    static Burner start() throws IOException {
        List<String> command = JavaCommand.ofThisProcess()
                .running(Burner.class, Path.of(System.getProperty("java.io.tmpdir")), List.of());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() < 0) {
            process.destroyForcibly();
            throw new IOException("the process that was to burn a core ended");
        }
        return new Burner(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it burns. */
    public static void main(String[] arguments) {
        ParentWatch.start();
        System.out.println("burning");
        while (true) {
            Thread.onSpinWait();
        }
    }

    /** Returns when it has ended. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
