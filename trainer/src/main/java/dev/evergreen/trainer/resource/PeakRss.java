package dev.evergreen.trainer.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the peak resident set ({@code VmHWM}) from Linux' status file. */
final class PeakRss {
    private static final Pattern LINE = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");

    private PeakRss() {}

    static OptionalLong in(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(m -> Long.parseLong(m.group(1)) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
