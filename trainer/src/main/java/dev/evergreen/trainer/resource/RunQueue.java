package dev.evergreen.trainer.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many threads of the machine run or wait for a core: {@code 4} in Linux' {@code 0.5 0.4 0.3 4/112 13380}. */
public final class RunQueue {
    private static final Path LINUX = Path.of("/proc/loadavg");
    private static final Pattern FORMAT = Pattern.compile("\\S+ \\S+ \\S+ (\\d{1,9})/\\d+ \\d+\\s*");

    private final Path loadavg;

    RunQueue(Path loadavg) {
        this.loadavg = loadavg;
    }

    public static RunQueue ofThisMachine() {
        return new RunQueue(LINUX);
    }

    /** Without the thread that asks, which runs as it does so; empty where the system does not tell. */
    public Optional<Integer> length() {
        try {
            Matcher line = FORMAT.matcher(Files.readString(loadavg));
            return line.matches() ? Optional.of(Math.max(0, Integer.parseInt(line.group(1)) - 1)) : Optional.empty();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
