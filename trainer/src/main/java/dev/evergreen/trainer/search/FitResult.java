package dev.evergreen.trainer.search;

/** What a fit says of one candidate, and on which fold. */
public record FitResult(int candidate, int fold, FitOutcome outcome) {}
