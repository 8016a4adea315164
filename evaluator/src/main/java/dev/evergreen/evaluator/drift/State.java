package dev.evergreen.evaluator.drift;

/** Checks of what is read back. */
final class State {
    private State() {}

    /** @throws IllegalArgumentException if it is below 0 or above {@code most} */
    static int bounded(int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%d in a detector's state; allowed: 0 to %d".formatted(value, most));
        }
        return value;
    }
}
