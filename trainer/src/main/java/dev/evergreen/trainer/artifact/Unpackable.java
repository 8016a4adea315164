package dev.evergreen.trainer.artifact;

/** Thrown where an ensemble is too large for the fast form; it is scored as it is then. */
final class Unpackable extends Exception {
    private static final long serialVersionUID = 1L;

    Unpackable(String message) {
        super(message);
    }

    static void above(double count, double most, String of) throws Unpackable {
        if (count > most) {
            throw new Unpackable("%s: %s, at most %s".formatted(of, count, most));
        }
    }
}
