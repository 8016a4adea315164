package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Embargo;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a window for cross-validation, exactly as scikit-learn's splitters of the same kind do without shuffling; only
 * which of two groups of the same size comes first is not left to a sort, and with an embargo of {@code auto} a fold
 * trains on no row whose label was known only after the event of its first test row, as long as that leaves each fold enough.
 */
public final class Splits {
    /** An embargo of {@code auto} that leaves a fold fewer than this is not kept. */
    static final int MIN_KNOWN_ROWS = 100;

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
        int[] starts = IntStream.range(0, cv.folds())
                .map(number -> rows - (cv.folds() - number) * testRows)
                .toArray();
        return switch (cv.embargo()) {
            case Embargo.Auto _ -> new SplitResult.Folds(folds(starts, testRows, known(starts, data)));
            case Embargo.Fixed(Duration duration) -> {
                var train = IntStream.of(starts)
                        .mapToObj(start -> atLeast(duration.toMillis(), start, data))
                        .toList();
                for (int number = 0; number < train.size(); number++) {
                    if (train.get(number).size() == 0) {
                        yield new SplitResult.Problem(
                                "fold %d of %d has no training rows: all %d rows before it lie within its embargo of %s"
                                        .formatted(number + 1, train.size(), starts[number], duration));
                    }
                }
                yield new SplitResult.Folds(folds(starts, testRows, train));
            }
        };
    }

    private static List<Fold> folds(int[] testStarts, int testRows, List<RowSet> train) {
        var folds = new ArrayList<Fold>(testStarts.length);
        for (int number = 0; number < testStarts.length; number++) {
            int testStart = testStarts[number];
            folds.add(new Fold(number, train.get(number), RowSet.range(testStart, testStart + testRows)));
        }
        return folds;
    }

    /**
     * The rows before each test fold whose label was known when it began; all rows before it, in every fold, if that would leave
     * one too few to learn from: while the window is short beside the label delay, candidates could not be compared at all.
     */
    private static List<RowSet> known(int[] testStarts, TrainingData data) {
        var known = IntStream.of(testStarts)
                .mapToObj(start -> RowSet.where(start, row -> data.labelTime(row) <= data.eventTime(start)))
                .toList();
        boolean enough = IntStream.range(0, testStarts.length)
                .allMatch(fold -> known.get(fold).size() >= Math.min(MIN_KNOWN_ROWS, testStarts[fold]));
        return enough
                ? known
                : IntStream.of(testStarts)
                        .mapToObj(start -> RowSet.range(0, start))
                        .toList();
    }

    /** The rows that come at least the embargo before the test fold. */
    private static RowSet atLeast(long embargoMs, int testStart, TrainingData data) {
        int end = testStart;
        while (embargoMs > 0 && end > 0 && data.eventTime(testStart) - data.eventTime(end - 1) < embargoMs) {
            end--;
        }
        return RowSet.range(0, end);
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
