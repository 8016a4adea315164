package dev.evergreen.infra.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The peak resident memory of a process and its descendants, as Linux counts it: the largest sum of any moment looked at,
 * and no less than the process's own peak, which Linux keeps. Pages that processes share count in each of them.
 */
public final class TreeMemory {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern NOW = Pattern.compile("VmRSS:\\s+(\\d{1,15}) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");
    private static final double KB = 1024;
    private static final double MB = 1e6;

    private final Path proc;

    public TreeMemory() {
        this(Path.of("/proc"));
    }

    TreeMemory(Path proc) {
        this.proc = proc;
    }

    /**
     * Looks ten times a second until the process has ended.
     *
     * @return the peak in MB; empty where the system does not tell
     */
    public Optional<Double> peakMb(Process process, Runnable betweenLooks) throws InterruptedException {
        long peakKb = 0;
        do {
            peakKb = Math.max(peakKb, kb(process.pid(), process.descendants().map(ProcessHandle::pid)));
            betweenLooks.run();
        } while (!process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        return peakKb > 0 ? Optional.of(peakKb * KB / MB) : Optional.empty();
    }

    /** What a process alone holds now, in MB; empty where the system does not tell. */
    public OptionalDouble nowMb(long pid) {
        OptionalLong kb = read(pid, NOW);
        return kb.isPresent() ? OptionalDouble.of(kb.getAsLong() * KB / MB) : OptionalDouble.empty();
    }

    /** Now, or the process's own peak if that is more. */
    long kb(long pid, Stream<Long> descendants) {
        long sum = read(pid, NOW).orElse(0)
                + descendants.mapToLong(child -> read(child, NOW).orElse(0)).sum();
        return Math.max(sum, read(pid, PEAK).orElse(0));
    }

    private OptionalLong read(long pid, Pattern line) {
        try (var lines = Files.lines(proc.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.map(line::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .findFirst();
        } catch (IOException | UncheckedIOException ended) {
            return OptionalLong.empty();
        }
    }
}
