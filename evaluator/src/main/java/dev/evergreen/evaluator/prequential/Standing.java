package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.event.Figures;
import java.util.Optional;

/**
 * The figures after a row.
 *
 * @param overall since the beginning
 * @param window over the newest rows
 * @param model of the model that answered; absent if none did, or if it is so old that its figures are no longer kept
 */
public record Standing(Figures overall, Figures window, Optional<Figures> model) {}
