package dev.evergreen.ingest.event;

import java.util.List;
import java.util.Optional;

/**
 * How champion and challengers stand after a row.
 *
 * @param version of the line-up
 * @param champion now, which need not be the model that had answered the row
 */
public record ContestFigures(long version, long champion, List<OfChallenger> challengers) {
    public ContestFigures {
        challengers = List.copyOf(challengers);
    }

    /**
     * Prequential figures over the rows that both challenger and champion had answered since the one came or the other
     * became champion.
     *
     * @param accuracy absent for numbers, and before the first row
     * @param mae absent for classes, and before the first row
     * @param meanGain by how much its loss was less than the champion's; see {@link ModelEvent.Evidence}
     */
    public record OfChallenger(
            long round, long rows, Optional<Double> accuracy, Optional<Double> mae, double meanGain, double eValue) {}
}
