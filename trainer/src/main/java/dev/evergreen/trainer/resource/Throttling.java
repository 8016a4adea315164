package dev.evergreen.trainer.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how long Linux has held this process's control group back because its CPU quota was used up, summed over the
 * cores. A quota of a group further up does not show.
 */
public final class Throttling {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path OWN = Path.of("/proc/self/cgroup");

    /** Parts of a second in version 2 and in version 1. */
    private static final Map<String, Double> UNITS = Map.of("throttled_usec", 1e6, "throttled_time", 1e9);

    private final List<Path> stats;

    /** @param groups where control groups are mounted; {@code own} says which this process is in */
    Throttling(Path groups, Path own) {
        this.stats = candidates(groups, own);
    }

    public static Throttling ofThisProcess() {
        return new Throttling(GROUPS, OWN);
    }

    /** Seconds so far; empty where there are no control groups, or none that can have a quota. */
    public Optional<Double> seconds() {
        return stats.stream().flatMap(stat -> seconds(stat).stream()).findFirst();
    }

    private static Optional<Double> seconds(Path stat) {
        try {
            for (String line : Files.readAllLines(stat)) {
                String[] entry = line.split(" ", -1);
                if (entry.length == 2 && UNITS.containsKey(entry[0])) {
                    return Optional.of(Long.parseLong(entry[1]) / UNITS.get(entry[0]));
                }
            }
        } catch (IOException | NumberFormatException none) {
            // Not this one.
        }
        return Optional.empty();
    }

    /**
     * From lines such as {@code 0::/app} (version 2) or {@code 4:cpu,cpuacct:/app} (version 1). In a container its own
     * group is mounted as the root, and the path that the process is told may lead nowhere.
     */
    private static List<Path> candidates(Path groups, Path own) {
        var found = new ArrayList<Path>();
        for (String line : lines(own)) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3
                    && (fields[1].isEmpty() || List.of(fields[1].split(",", -1)).contains("cpu"))) {
                Path hierarchy = groups.resolve(fields[1]);
                found.add(hierarchy.resolve(fields[2].replaceFirst("^/+", "")).resolve("cpu.stat"));
                found.add(hierarchy.resolve("cpu.stat"));
            }
        }
        found.add(groups.resolve("cpu").resolve("cpu.stat"));
        return List.copyOf(found);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
