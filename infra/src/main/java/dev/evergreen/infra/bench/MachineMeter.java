package dev.evergreen.infra.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the whole machine has done since it was started, as Linux counts it; zeros where the system does not tell.
 *
 * @param busyCpuS seconds in which one of its processors worked, for whomever
 * @param cpuS seconds of all its processors, idle or not
 */
record MachineMeter(double busyCpuS, double cpuS, double swappedMb) {
    static final MachineMeter NOTHING = new MachineMeter(0, 0, 0);

    private static final Path LINUX = Path.of("/proc");
    private static final Pattern PAGES = Pattern.compile("pswp(?:in|out) (\\d{1,15})");
    private static final Pattern PROCESSORS = Pattern.compile("cpu +(\\d[\\d ]*)");
    private static final double PAGE_MB = 4096 / 1e6;
    private static final double TICKS_A_SECOND = 100;

    /** Positions among a processor's counters: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int IDLE = 3;

    private static final int WAITING = 4;
    private static final int COUNTERS = 8;

    static MachineMeter now() {
        return in(LINUX);
    }

    static MachineMeter in(Path folder) {
        double swapped = PAGE_MB
                * numbers(folder.resolve("vmstat"), PAGES).mapToLong(n -> n).sum();
        List<Long> ticks =
                numbers(folder.resolve("stat"), PROCESSORS).limit(COUNTERS).toList();
        double all = ticks.stream().mapToLong(n -> n).sum() / TICKS_A_SECOND;
        double idle = ticks.size() <= WAITING ? all : (ticks.get(IDLE) + ticks.get(WAITING)) / TICKS_A_SECOND;
        return new MachineMeter(all - idle, all, swapped);
    }

    MachineMeter plus(MachineMeter other) {
        return new MachineMeter(busyCpuS + other.busyCpuS, cpuS + other.cpuS, swappedMb + other.swappedMb);
    }

    MachineMeter minus(MachineMeter earlier) {
        return new MachineMeter(busyCpuS - earlier.busyCpuS, cpuS - earlier.cpuS, swappedMb - earlier.swappedMb);
    }

    /** Which share of the machine's processors others had, of what was metered while a process used so much. */
    double shareOfOthers(double processCpuS) {
        return cpuS <= 0 ? 0 : Math.clamp((busyCpuS - processCpuS) / cpuS, 0, 1);
    }

    private static Stream<Long> numbers(Path file, Pattern line) {
        try (var lines = Files.lines(file)) {
            return lines
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .flatMap(found -> Stream.of(found.group(1).split(" ", -1)))
                    .map(Long::valueOf)
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException notLinux) {
            return Stream.of();
        }
    }
}
