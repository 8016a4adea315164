package dev.evergreen.ingest.event;

import java.util.Optional;

/**
 * Prequential figures over some predictions; those of the other kind of task are absent, and so is one that is not
 * defined yet (a ROC AUC before both classes were seen).
 *
 * @param rows how many scored and labeled rows they cover
 */
public record Figures(
        long rows,
        Optional<Double> accuracy,
        Optional<Double> kappa,
        Optional<Double> rocAuc,
        Optional<Double> rmse,
        Optional<Double> mae,
        Optional<Double> r2) {}
