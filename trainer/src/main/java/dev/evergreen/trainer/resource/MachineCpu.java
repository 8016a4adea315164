package dev.evergreen.trainer.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CPU time that all processes of the machine have used since it began, in a container those outside as well.
 *
 * @param busyS seconds, summed over the cores; what another machine on the same host took away is among them
 * @param cores of the machine
 */
public record MachineCpu(double busyS, int cores) {
    private static final Path LINUX = Path.of("/proc/stat");
    private static final Pattern CORE = Pattern.compile("cpu\\d+ .*");

    /** Linux counts in hundredths of a second for whoever reads this file, whatever its own clock. */
    private static final double TICKS = 100;

    public static Optional<MachineCpu> now() {
        return read(LINUX);
    }

    /**
     * From Linux' {@code cpu user nice system idle iowait irq softirq steal guest guest_nice}. Guests are among user and
     * nice already.
     */
    static Optional<MachineCpu> read(Path stat) {
        try {
            List<String> lines = Files.readAllLines(stat);
            int cores = (int)
                    lines.stream().filter(line -> CORE.matcher(line).matches()).count();
            return lines.stream()
                    .filter(line -> line.startsWith("cpu "))
                    .findFirst()
                    .map(line -> line.substring(3).strip().split(" +", -1))
                    .filter(ticks -> ticks.length >= 8 && cores > 0)
                    .map(ticks -> new MachineCpu(busy(ticks) / TICKS, cores));
        } catch (IOException | NumberFormatException notLinux) {
            return Optional.empty();
        }
    }

    private static double busy(String[] ticks) {
        return Stream.of(0, 1, 2, 5, 6, 7)
                .mapToDouble(field -> Long.parseLong(ticks[field]))
                .sum();
    }
}
