package dev.evergreen.infra.process;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a JVM collects garbage. */
public enum Collector {
    /** As the launcher and the image have it for what runs in production, but for how large the launcher lets the young generation be. */
    G1,
    /** Seldom stops for as long as a millisecond, for more CPU and memory: for what others are timed by. */
    Z;

    private static final Pattern CHOICE = Pattern.compile("-XX:[+-]Use\\w+GC|-XX:MaxGCPauseMillis=.*");

    private List<String> options() {
        return switch (this) {
            case G1 -> List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");
            case Z -> List.of("-XX:+UseZGC");
        };
    }

    /** The options of a JVM, with this collector in place of theirs: a JVM that is told of two does not start. */
    List<String> in(List<String> others) {
        return Stream.concat(
                        others.stream().filter(option -> !CHOICE.matcher(option).matches()), options().stream())
                .toList();
    }
}
