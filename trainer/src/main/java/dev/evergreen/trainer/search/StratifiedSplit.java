package dev.evergreen.trainer.search;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;

/** scikit-learn's {@code StratifiedKFold} without shuffling. */
final class StratifiedSplit {
    private StratifiedSplit() {}

    static SplitResult of(int foldCount, int classCount, TrainingData data) {
        if (data.rows() < foldCount) {
            return Splits.tooFew("stratified", foldCount, foldCount, data.rows());
        }
        int[] classOf = byFirstAppearance(classCount, data);
        int[] counts = new int[classCount];
        for (int c : classOf) {
            counts[c]++;
        }
        int largest = Arrays.stream(counts).max().orElse(0);
        if (largest < foldCount) {
            return new SplitResult.Problem(
                    "%d folds of the splitter 'stratified' need a class with at least as many rows, the largest has %d"
                            .formatted(foldCount, largest));
        }
        return new SplitResult.Folds(Splits.folds(foldCount, deal(classOf, shares(foldCount, counts))));
    }

    /** Classes renumbered in the order in which they first appear. */
    private static int[] byFirstAppearance(int classCount, TrainingData data) {
        int[] codes = new int[classCount];
        Arrays.fill(codes, -1);
        int seen = 0;
        int[] classOf = new int[data.rows()];
        for (int row = 0; row < classOf.length; row++) {
            int c = (int) data.labelOf(row);
            if (codes[c] < 0) {
                codes[c] = seen++;
            }
            classOf[row] = codes[c];
        }
        return classOf;
    }

    /** {@code [folds x classes]}: with all rows sorted by class, fold i gets every k-th row from row i on. */
    private static int[][] shares(int foldCount, int[] counts) {
        int[][] shares = new int[foldCount][counts.length];
        int position = 0;
        for (int c = 0; c < counts.length; c++) {
            for (int i = 0; i < counts[c]; i++) {
                shares[position++ % foldCount][c]++;
            }
        }
        return shares;
    }

    /** Each class's rows, in order, fill the share of fold 0, then of fold 1, … */
    private static int[] deal(int[] classOf, int[][] shares) {
        int[] fold = new int[shares[0].length];
        int[] foldOf = new int[classOf.length];
        for (int row = 0; row < classOf.length; row++) {
            int c = classOf[row];
            while (shares[fold[c]][c] == 0) {
                fold[c]++;
            }
            shares[fold[c]][c]--;
            foldOf[row] = fold[c];
        }
        return foldOf;
    }
}
