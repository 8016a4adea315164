package dev.evergreen.evaluator.scoring;

import java.util.List;
import java.util.Optional;

/**
 * The models that answer feature events now.
 *
 * @param champion whose answers the world is told; absent before the first model
 * @param challengers who answer the same events in its shadow
 */
public record Serving(Optional<ServedModel> champion, List<ServedModel> challengers) {
    public static final Serving NONE = new Serving(Optional.empty(), List.of());

    public Serving {
        challengers = List.copyOf(challengers);
    }

    /** A champion without challengers. */
    public static Serving alone(ServedModel champion) {
        return new Serving(Optional.of(champion), List.of());
    }
}
