package dev.evergreen.trainer.search;

import java.util.List;

/** A window's folds, or why it cannot be split so. */
public sealed interface SplitResult {

    /** The folds, by number. */
    record Folds(List<Fold> folds) implements SplitResult {
        public Folds {
            folds = List.copyOf(folds);
        }
    }

    /** Why there are none, in one line for people. */
    record Problem(String line) implements SplitResult {}
}
