package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Embargo;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a window for cross-validation, exactly as scikit-learn's splitters of the same kind do without shuffling; only
 * which of two groups of the same size comes first is not left to a sort, and with an embargo of {@code auto} a fold
 * trains on no row whose label was known only after the event of its first test row.
 */
public final class Splits {
    private Splits() {}

    public static SplitResult of(Cv cv, TrainingData data) {
        return of(cv, data, data.rows());
    }

    /**
     * With test rows among the newest of a window alone.
     *
     * @param newest how many; all of the window but for the splitter {@code forward}, which trains on the others too
     */
    public static SplitResult of(Cv cv, TrainingData data, int newest) {
        return switch (cv.splitter()) {
            case FORWARD -> forward(cv, data, newest);
            case STRATIFIED -> stratified(cv.folds(), data);
            case PLAIN -> plain(cv.folds(), data.rows());
            case GROUP -> GroupSplit.of(cv.folds(), cv.group().orElseThrow(), data);
        };
    }

    /**
     * {@code TimeSeriesSplit} of the newest rows: n + 1 blocks of equal size, the first taking the remainder; test on all
     * but the first, and train on what came before, back to the window's first row.
     */
    private static SplitResult forward(Cv cv, TrainingData data, int newest) {
        int rows = data.rows();
        int blocks = cv.folds() + 1;
        if (newest < blocks) {
            return tooFew("forward", cv.folds(), blocks, newest);
        }
        int testRows = newest / blocks;
        var folds = new ArrayList<Fold>(cv.folds());
        for (int number = 0; number < cv.folds(); number++) {
            int testStart = rows - (cv.folds() - number) * testRows;
            RowSet train = knownBefore(testStart, cv.embargo(), data);
            if (train.size() == 0) {
                return new SplitResult.Problem("fold %d of %d has no training rows: %s"
                        .formatted(number + 1, cv.folds(), whyNone(testStart, cv.embargo())));
            }
            folds.add(new Fold(number, train, RowSet.range(testStart, testStart + testRows)));
        }
        return new SplitResult.Folds(folds);
    }

    private static RowSet knownBefore(int testStart, Embargo embargo, TrainingData data) {
        return switch (embargo) {
            case Embargo.Auto _ -> RowSet.where(testStart, row -> data.labelTime(row) <= data.eventTime(testStart));
            case Embargo.Fixed(Duration duration) -> atLeast(duration.toMillis(), testStart, data);
        };
    }

    /** The rows that come at least the embargo before the test fold. */
    private static RowSet atLeast(long embargoMs, int testStart, TrainingData data) {
        int end = testStart;
        while (embargoMs > 0 && end > 0 && data.eventTime(testStart) - data.eventTime(end - 1) < embargoMs) {
            end--;
        }
        return RowSet.range(0, end);
    }

    private static String whyNone(int rows, Embargo embargo) {
        return switch (embargo) {
            case Embargo.Auto _ -> "the labels of all %d rows before it came only after it had begun".formatted(rows);
            case Embargo.Fixed(Duration duration) ->
                "all %d rows before it lie within its embargo of %s".formatted(rows, duration);
        };
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
