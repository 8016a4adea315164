package dev.evergreen.infra.cli;

/** Checks of numbers on the command line. */
final class Amounts {
    private static final int MOST_HEAP_MB = 65_536;

    private Amounts() {}

    /** Of a process that takes part in a measurement, in MB. */
    static void requireHeap(String option, int mb, int least) {
        require(mb >= least && mb <= MOST_HEAP_MB, option, mb, "%d to %d".formatted(least, MOST_HEAP_MB));
    }

    static void require(boolean condition, String option, Object value, String allowed) {
        if (!condition) {
            throw new BadInputException("%s: '%s' is not allowed; allowed: %s".formatted(option, value, allowed));
        }
    }
}
