package dev.evergreen.trainer.search;

import dev.evergreen.trainer.window.RowSet;

/**
 * One split of a window: fit on {@code train}, score on {@code test}.
 *
 * @param number 0 to folds - 1
 */
public record Fold(int number, RowSet train, RowSet test) {}
