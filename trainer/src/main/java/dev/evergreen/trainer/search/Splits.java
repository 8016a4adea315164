package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a window for cross-validation, exactly as scikit-learn's splitters of the same kind do without shuffling; only
 * which of two groups of the same size comes first is not left to a sort.
 */
public final class Splits {
    private Splits() {}

    public static SplitResult of(Cv cv, TrainingData data) {
        return switch (cv.splitter()) {
            case FORWARD -> forward(cv, data);
            case STRATIFIED -> stratified(cv.folds(), data);
            case PLAIN -> plain(cv.folds(), data.rows());
            case GROUP -> GroupSplit.of(cv.folds(), cv.group().orElseThrow(), data);
        };
    }

    /** {@code TimeSeriesSplit}: n + 1 blocks of equal size, the first taking the remainder; test on all but the first. */
    private static SplitResult forward(Cv cv, TrainingData data) {
        int rows = data.rows();
        int blocks = cv.folds() + 1;
        if (rows < blocks) {
            return tooFew("forward", cv.folds(), blocks, rows);
        }
        int testRows = rows / blocks;
        var folds = new ArrayList<Fold>(cv.folds());
        for (int number = 0; number < cv.folds(); number++) {
            int testStart = rows - (cv.folds() - number) * testRows;
            int trainEnd = knownBefore(testStart, cv.embargo().toMillis(), data);
            if (trainEnd == 0) {
                return new SplitResult.Problem(
                        "fold %d of %d has no training rows: all %d rows before it lie within its embargo of %s"
                                .formatted(number + 1, cv.folds(), testStart, cv.embargo()));
            }
            folds.add(new Fold(number, RowSet.range(0, trainEnd), RowSet.range(testStart, testStart + testRows)));
        }
        return new SplitResult.Folds(folds);
    }

    /** The end of the rows that come at least the embargo before the test fold. */
    private static int knownBefore(int testStart, long embargoMs, TrainingData data) {
        int end = testStart;
        while (embargoMs > 0 && end > 0 && data.eventTime(testStart) - data.eventTime(end - 1) < embargoMs) {
            end--;
        }
        return end;
    }

    /** {@code KFold}: consecutive blocks, the first {@code rows % folds} of them one row larger. */
    private static SplitResult plain(int foldCount, int rows) {
        if (rows < foldCount) {
            return tooFew("plain", foldCount, foldCount, rows);
        }
        int[] foldOf = new int[rows];
        int row = 0;
        for (int fold = 0; fold < foldCount; fold++) {
            int end = row + rows / foldCount + (fold < rows % foldCount ? 1 : 0);
            while (row < end) {
                foldOf[row++] = fold;
            }
        }
        return new SplitResult.Folds(folds(foldCount, foldOf));
    }

    private static SplitResult stratified(int foldCount, TrainingData data) {
        return switch (data.label()) {
            case Label.Regression r ->
                new SplitResult.Problem(
                        "the splitter 'stratified' needs classes, the label '%s' is a number".formatted(r.name()));
            case Label.Classes c -> StratifiedSplit.of(foldCount, c.classes().size(), data);
        };
    }

    static List<Fold> folds(int foldCount, int[] foldOf) {
        var folds = new ArrayList<Fold>(foldCount);
        for (int fold = 0; fold < foldCount; fold++) {
            int test = fold;
            folds.add(new Fold(
                    fold,
                    RowSet.where(foldOf.length, row -> foldOf[row] != test),
                    RowSet.where(foldOf.length, row -> foldOf[row] == test)));
        }
        return folds;
    }

    static SplitResult.Problem tooFew(String splitter, int folds, int needed, int rows) {
        return new SplitResult.Problem("%d folds of the splitter '%s' need at least %d rows, the window holds %d"
                .formatted(folds, splitter, needed, rows));
    }
}
