package dev.evergreen.evaluator.prequential;

/**
 * How much is kept.
 *
 * @param windowRows of the sliding window
 * @param models of how many newest rounds figures are kept
 */
public record Extent(int windowRows, int models) {
    public static final Extent DEFAULT = new Extent(1_000, 50);

    public Extent {
        if (windowRows < 1 || models < 1) {
            throw new IllegalArgumentException("a window of %d rows, %d models".formatted(windowRows, models));
        }
    }
}
