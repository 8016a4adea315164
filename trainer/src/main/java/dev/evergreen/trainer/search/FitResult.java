package dev.evergreen.trainer.search;

/** A fit's outcome and which fit it was. */
public record FitResult(int candidate, int fold, FitOutcome outcome) {}
