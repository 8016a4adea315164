package dev.evergreen.infra.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much the machine has swapped since it was started. */
final class Swapped {
    private static final Path LINUX_COUNTERS = Path.of("/proc/vmstat");
    private static final Pattern PAGES = Pattern.compile("pswp(?:in|out) (\\d{1,15})");
    private static final double PAGE_MB = 4096 / 1e6;

    private Swapped() {}

    /** In and out together; 0 where the system does not tell. */
    static double megabytes() {
        return in(LINUX_COUNTERS);
    }

    static double in(Path counters) {
        try (var lines = Files.lines(counters)) {
            return PAGE_MB
                    * lines.map(PAGES::matcher)
                            .filter(Matcher::matches)
                            .mapToLong(m -> Long.parseLong(m.group(1)))
                            .sum();
        } catch (IOException | UncheckedIOException notLinux) {
            return 0;
        }
    }
}
