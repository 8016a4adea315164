package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.window.RowLabels;
import java.util.stream.IntStream;

/**
 * Which rows early stopping looks at: of each class (of numbers: of all rows) the newest share, as what is learned will meet
 * what comes later. At least one row of each class is left to learn from, so that every class is known there.
 *
 * @param train positions in the fit's rows, ascending
 * @param validation likewise; empty where there are too few rows
 */
record ValidationSplit(IntStream train, IntStream validation) {

    /** @param fraction above 0, below 1; rows are rounded to the nearest number */
    static ValidationSplit of(RowLabels labels, int rows, double fraction) {
        int[] y = labels.classes().length > 0 ? labels.y() : new int[rows];
        var rowsOf = new int[Math.max(1, labels.classes().length)];
        for (int c : y) {
            rowsOf[c]++;
        }
        int[] held = IntStream.of(rowsOf)
                .map(n -> (int) Math.min(n - 1, Math.round(n * fraction)))
                .toArray();
        var later = new boolean[rows];
        for (int position = rows - 1; position >= 0; position--) {
            later[position] = held[y[position]]-- > 0;
        }
        return new ValidationSplit(
                IntStream.range(0, rows).filter(p -> !later[p]),
                IntStream.range(0, rows).filter(p -> later[p]));
    }
}
