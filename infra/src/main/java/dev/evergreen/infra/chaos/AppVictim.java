package dev.evergreen.infra.chaos;

import dev.evergreen.infra.process.LoggedProcess;
import java.io.IOException;
import java.nio.file.Files;

/** A process of {@code evergreen run}; well when it says that it runs. */
final class AppVictim implements Victim {
    private static final String RUNS = "running; Ctrl-C ends it";

    private final LoggedProcess process;
    private long starts;

    AppVictim(LoggedProcess process) {
        this.process = process;
        this.starts = 1;
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public void kill() throws InterruptedException, IOException {
        process.kill();
        process.startAgain();
        starts++;
    }

    @Override
    public boolean isWell() throws IOException {
        try (var lines = Files.lines(process.log())) {
            return lines.filter(line -> line.contains(RUNS)).count() == starts;
        }
    }
}
