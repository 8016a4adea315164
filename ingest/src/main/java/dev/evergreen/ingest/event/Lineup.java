package dev.evergreen.ingest.event;

import java.util.List;
import java.util.Optional;

/**
 * Which models of a pipeline answer from now on.
 *
 * @param version rises with each change
 * @param champion the round whose model gives the predictions
 * @param challengers rounds whose models answer the same events in its shadow
 * @param former the champion before, to which a rollback goes; absent before the first change of champions
 * @param newest the newest round that was taken in, whatever became of it
 */
public record Lineup(
        String pipeline, long version, long champion, List<Long> challengers, Optional<Long> former, long newest) {
    public Lineup {
        challengers = List.copyOf(challengers);
    }
}
