package dev.evergreen.infra.cli;

/** Checks of numbers on the command line. */
final class Amounts {
    private Amounts() {}

    static void require(boolean condition, String option, Object value, String allowed) {
        if (!condition) {
            throw new BadInputException("%s: '%s' is not allowed; allowed: %s".formatted(option, value, allowed));
        }
    }
}
