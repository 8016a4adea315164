package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Cv.Splitter;
import dev.evergreen.ingest.pipeline.Embargo;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected splits are those of scikit-learn 1.9.1. */
class SplitsTest {
    private static final Cv AUTO = new Cv(Splitter.FORWARD, 3, Embargo.AUTO, Optional.empty());

    @Test
    void forwardTestsOnTheLastBlocksAndTrainsOnAllBefore() {
        assertThat(folds(cv(Splitter.FORWARD, 3), SmallData.rows(10)))
                .containsExactly(
                        new Fold(0, RowSet.range(0, 4), RowSet.range(4, 6)),
                        new Fold(1, RowSet.range(0, 6), RowSet.range(6, 8)),
                        new Fold(2, RowSet.range(0, 8), RowSet.range(8, 10)));
    }

    @Test
    void forwardGivesTheRemainderToTheFirstTrainingBlock() {
        assertThat(folds(cv(Splitter.FORWARD, 5), SmallData.rows(11)))
                .extracting(Fold::test)
                .containsExactly(row(6), row(7), row(8), row(9), row(10));
        assertThat(folds(cv(Splitter.FORWARD, 5), SmallData.rows(11)).getFirst().train())
                .isEqualTo(RowSet.range(0, 6));
    }

    @Test
    void forwardSplitsOneRowABlock() {
        assertThat(folds(cv(Splitter.FORWARD, 5), SmallData.rows(6)).getFirst())
                .isEqualTo(new Fold(0, RowSet.range(0, 1), RowSet.range(1, 2)));
    }

    @Test
    void forwardRefusesFewerRowsThanBlocks() {
        assertThat(Splits.of(cv(Splitter.FORWARD, 5), SmallData.rows(5)))
                .isEqualTo(new SplitResult.Problem(
                        "5 folds of the splitter 'forward' need at least 6 rows, the window holds 5"));
    }

    @Test
    void embargoLeavesOutRowsLessThanItBeforeTheTestFold() {
        var cv = new Cv(Splitter.FORWARD, 3, Duration.ofSeconds(2));
        assertThat(folds(cv, SmallData.rows(10)))
                .extracting(Fold::train)
                .containsExactly(RowSet.range(0, 3), RowSet.range(0, 5), RowSet.range(0, 7));
    }

    @Test
    void embargoThatLeavesNoTrainingRowsIsAProblem() {
        var cv = new Cv(Splitter.FORWARD, 3, Duration.ofMinutes(1));
        assertThat(Splits.of(cv, SmallData.rows(10)))
                .isEqualTo(new SplitResult.Problem(
                        "fold 1 of 3 has no training rows: all 4 rows before it lie within its embargo of PT1M"));
    }

    @Test
    void embargoCountsEventTimeNotRows() {
        long[] times = {0, 0, 10, 10, 10, 10, 100, 100};
        var data = new TrainingData(
                List.of(Feature.numeric("x")), SmallData.TWO, new double[][] {new double[8]}, new double[8], times);
        assertThat(folds(new Cv(Splitter.FORWARD, 3, Duration.ofMillis(1)), data))
                .extracting(Fold::train)
                .containsExactly(RowSet.range(0, 2), RowSet.range(0, 2), RowSet.range(0, 6));
    }

    @Test
    void anAutomaticEmbargoLeavesOutTheRowsWhoseLabelsWereNotKnownAndNoOthers() {
        long[] known = known(1_000);
        known[1] = 700_001;
        known[2] = 250_001;
        known[3] = 250_000;
        known[251] = 9_999_000;
        known[252] = -1;
        var folds = folds(AUTO, late(known));
        assertThat(folds)
                .extracting(Fold::train)
                .containsExactly(without(250, 1, 2), without(500, 1, 251), without(750, 251));
    }

    @Test
    void anAutomaticEmbargoThatLeavesAFoldTooLittleIsNotKept() {
        long[] late = known(1_000);
        for (int row = 0; row < 151; row++) {
            late[row] = 250_001;
        }
        assertThat(folds(AUTO, late(late))).isEqualTo(folds(cv(Splitter.FORWARD, 3), late(late)));
        late[150] = 250_000;
        assertThat(folds(AUTO, late(late)).getFirst().train()).isEqualTo(RowSet.range(150, 250));
    }

    @Test
    void anAutomaticEmbargoIsNoneWhereEveryLabelCameWithItsEvent() {
        assertThat(folds(AUTO, SmallData.rows(10))).isEqualTo(folds(cv(Splitter.FORWARD, 3), SmallData.rows(10)));
    }

    @Test
    void forwardCanTestOnTheNewestRowsAloneAndStillTrainsOnAll() {
        var folds = (SplitResult.Folds) Splits.of(cv(Splitter.FORWARD, 3), SmallData.rows(100), 10);
        assertThat(folds.folds())
                .containsExactly(
                        new Fold(0, RowSet.range(0, 94), RowSet.range(94, 96)),
                        new Fold(1, RowSet.range(0, 96), RowSet.range(96, 98)),
                        new Fold(2, RowSet.range(0, 98), RowSet.range(98, 100)));
        assertThat(folds.folds().get(1).within(7, 100).train()).isEqualTo(RowSet.range(93, 96));
        assertThat(folds.folds().get(1).within(100, 100)).isSameAs(folds.folds().get(1));
    }

    @Test
    void plainTakesConsecutiveBlocksTheFirstOnesLarger() {
        assertThat(foldOf(cv(Splitter.PLAIN, 3), SmallData.rows(10))).containsExactly(0, 0, 0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(foldOf(cv(Splitter.PLAIN, 5), SmallData.rows(7))).containsExactly(0, 0, 1, 1, 2, 3, 4);
        assertThat(foldOf(cv(Splitter.PLAIN, 4), SmallData.rows(4))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void plainRefusesFewerRowsThanFolds() {
        assertThat(Splits.of(cv(Splitter.PLAIN, 5), SmallData.rows(4))).isInstanceOf(SplitResult.Problem.class);
    }

    @Test
    void stratifiedKeepsClassShares() {
        assertThat(foldOf(cv(Splitter.STRATIFIED, 2), SmallData.rows(10)))
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(stratified(3, SmallData.TWO, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1))
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 2, 1, 2, 2, 2);
        assertThat(stratified(4, SmallData.THREE, 2, 2, 0, 1, 2, 0, 1, 1, 2, 0, 2, 2, 1, 0, 2, 2, 2))
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 2, 1, 2, 1, 2, 3, 3, 2, 3, 3);
    }

    @Test
    void stratifiedAllowsAClassWithFewerRowsThanFolds() {
        assertThat(stratified(3, SmallData.TWO, 1, 1, 1, 1, 0, 1, 1, 1, 1)).containsExactly(0, 0, 0, 1, 2, 1, 1, 2, 2);
    }

    @Test
    void stratifiedAgreesOnAThousandRowsWithUnusedClasses() {
        var label = new Label.Classes("class", List.of("a", "b", "c", "d", "e"));
        double[] labels = IntStream.range(0, 1000)
                .map(i -> (i * i * 7 + i / 3) % 5)
                .mapToDouble(v -> v > 2 ? 0 : v)
                .toArray();
        assertThat(checksum(stratified(3, label, labels))).isEqualTo(1_222_767);
        assertThat(checksum(stratified(7, label, labels))).isEqualTo(2_571_549);
        assertThat(checksum(stratified(10, label, labels))).isEqualTo(3_577_683);
    }

    @Test
    void stratifiedRefusesWhenEveryClassIsSmallerThanTheFolds() {
        assertThat(Splits.of(cv(Splitter.STRATIFIED, 5), SmallData.rows(8)))
                .isEqualTo(
                        new SplitResult.Problem(
                                "5 folds of the splitter 'stratified' need a class with at least as many rows, the largest has 4"));
    }

    @Test
    void stratifiedRefusesNumbers() {
        assertThat(Splits.of(cv(Splitter.STRATIFIED, 2), SmallData.of(SmallData.NUMBER, 1, 2, 3)))
                .isEqualTo(new SplitResult.Problem(
                        "the splitter 'stratified' needs classes, the label 'price' is a number"));
    }

    private static Cv cv(Splitter splitter, int folds) {
        return new Cv(splitter, folds, Duration.ZERO);
    }

    /** With labels that became known at these times. */
    private static TrainingData late(long... known) {
        TrainingData data = SmallData.rows(known.length);
        double[] labels =
                IntStream.range(0, known.length).mapToDouble(data::labelOf).toArray();
        return new TrainingData(
                data.features(), data.label(), new double[][] {labels}, labels, known(known.length), known);
    }

    /** With the event: a row a second. */
    private static long[] known(int rows) {
        return IntStream.range(0, rows).mapToLong(i -> 1_000L * i).toArray();
    }

    private static RowSet without(int rows, int... left) {
        return RowSet.where(rows, row -> Arrays.stream(left).noneMatch(l -> l == row));
    }

    private static RowSet row(int row) {
        return RowSet.range(row, row + 1);
    }

    private static List<Fold> folds(Cv cv, TrainingData data) {
        return ((SplitResult.Folds) Splits.of(cv, data)).folds();
    }

    private static int[] stratified(int folds, Label label, double... labels) {
        return foldOf(cv(Splitter.STRATIFIED, folds), SmallData.of(label, labels));
    }

    /** The test fold of each row; checks that the rest is what each fold trains on. */
    private static int[] foldOf(Cv cv, TrainingData data) {
        int[] foldOf = new int[data.rows()];
        Arrays.fill(foldOf, -1);
        for (Fold fold : folds(cv, data)) {
            fold.test().stream().forEach(row -> foldOf[row] = fold.number());
            assertThat(IntStream.concat(fold.train().stream(), fold.test().stream())
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, data.rows()).toArray());
        }
        return foldOf;
    }

    private static long checksum(int[] foldOf) {
        return IntStream.range(0, foldOf.length)
                .mapToLong(i -> (i + 1L) * (foldOf[i] + 1))
                .sum();
    }
}
