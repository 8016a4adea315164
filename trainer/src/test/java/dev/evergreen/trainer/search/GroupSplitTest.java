package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected splits are those of scikit-learn 1.9.1, but for groups of one size, whose order it leaves open. */
class GroupSplitTest {

    @Test
    void theLargestGroupGoesFirstIntoTheLightestFold() {
        // 3 rows of 9, 2 of 4, 1 of 7: fold 0 takes 9, fold 1 takes 4 and then, lighter still, 7.
        assertThat(foldOf(2, 4, 9, 9, 7, 4, 9)).containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void dealsAsGroupKFoldWhereNoTwoGroupsAreOfOneSize() {
        // Group g has g rows. 7 to fold 0, 6 to 1, 5 to 2; then 4 to 2 (5 rows), 3 to 1 (6), 2 to 0 (7); 9 rows each, 1
        // to 0.
        double[] groups = IntStream.rangeClosed(1, 7)
                .mapToObj(g -> DoubleStream.generate(() -> g).limit(g))
                .flatMapToDouble(g -> g)
                .toArray();
        int[] foldOfGroup = {0, 0, 1, 2, 2, 1, 0};
        assertThat(foldOf(3, groups))
                .containsExactly(Arrays.stream(groups)
                        .mapToInt(g -> foldOfGroup[(int) g - 1])
                        .toArray());
    }

    @Test
    void agreesWithGroupKFoldOnGroupsThatAreScattered() {
        double[] groups = scattered();
        assertThat(checksum(foldOf(2, groups))).isEqualTo(546_931);
        assertThat(checksum(foldOf(5, groups))).isEqualTo(1_123_169);
        assertThat(checksum(foldOf(11, groups))).isEqualTo(2_315_103);
    }

    /** 40 groups of 1 to 41 rows, no two of one size. */
    private static double[] scattered() {
        int[] left = IntStream.range(0, 40).map(i -> i * 37 % 41 + 1).toArray();
        double[] groups = new double[Arrays.stream(left).sum()];
        for (int row = 0; row < groups.length; row++) {
            int group = (row * row * 7 + row / 3) % 40;
            while (left[group] == 0) {
                group = (group + 1) % 40;
            }
            left[group]--;
            groups[row] = group;
        }
        return groups;
    }

    private static long checksum(int[] foldOf) {
        return IntStream.range(0, foldOf.length)
                .mapToLong(row -> (row + 1L) * (foldOf[row] + 1))
                .sum();
    }

    @Test
    void ofGroupsOfOneSizeTheFirstInTheWindowGoesFirst() {
        assertThat(foldOf(2, 7, 3, 5, 1)).containsExactly(0, 1, 0, 1);
        assertThat(foldOf(3, 5, 5, -2, -2, 8, 8, 1)).containsExactly(0, 0, 1, 1, 2, 2, 0);
    }

    @Test
    void zeroHasNoSignAndMissingValuesAreOneGroup() {
        assertThat(foldOf(2, 0.0, -0.0, 0.0, 1)).containsExactly(0, 0, 0, 1);
        assertThat(foldOf(2, Double.NaN, 1, Double.NaN)).containsExactly(0, 1, 0);
    }

    @Test
    void fewerGroupsThanFoldsIsAProblem() {
        assertThat(Splits.of(Cv.byGroup(3, "customer"), data(1, 2, 2, 1, 1)))
                .isEqualTo(
                        new SplitResult.Problem(
                                "3 folds of the splitter 'group' need at least as many groups, the window holds 2 of 'customer'"));
        assertThat(Splits.of(Cv.byGroup(2, "customer"), data())).isInstanceOf(SplitResult.Problem.class);
    }

    @Test
    void noGroupIsOnBothSidesAndEveryRowIsTestedOnce() {
        var random = new SplittableRandom(5);
        for (int turn = 0; turn < 500; turn++) {
            int kinds = random.nextInt(1, 40);
            double[] groups = random.doubles(random.nextInt(1, 300))
                    .map(u -> Math.floor(u * u * kinds))
                    .toArray();
            int folds = random.nextInt(2, 8);
            switch (Splits.of(Cv.byGroup(folds, "customer"), data(groups))) {
                case SplitResult.Problem p -> assertThat(distinct(groups)).isLessThan(folds);
                case SplitResult.Folds f -> assertSplit(f.folds(), folds, groups);
            }
        }
    }

    private static void assertSplit(List<Fold> split, int folds, double[] groups) {
        assertThat(split).hasSize(folds);
        int[] tested = new int[groups.length];
        for (Fold fold : split) {
            fold.test().stream().forEach(row -> tested[row]++);
            assertThat(fold.test().size()).isPositive();
            assertThat(fold.train().size() + fold.test().size()).isEqualTo(groups.length);
            var trained = fold.train().stream().mapToObj(row -> groups[row]).toList();
            assertThat(fold.test().stream().mapToObj(row -> groups[row]).toList())
                    .doesNotContainAnyElementsOf(trained);
        }
        assertThat(tested).containsOnly(1);
        // The last group went into a fold that no other was lighter than.
        var sizes = split.stream().mapToInt(fold -> fold.test().size()).summaryStatistics();
        assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(largest(groups));
    }

    private static int distinct(double[] groups) {
        return (int) Arrays.stream(groups).distinct().count();
    }

    private static int largest(double[] groups) {
        return Arrays.stream(groups)
                .mapToInt(group -> (int)
                        Arrays.stream(groups).filter(other -> other == group).count())
                .max()
                .orElse(0);
    }

    private static int[] foldOf(int folds, double... groups) {
        int[] foldOf = new int[groups.length];
        for (Fold fold : ((SplitResult.Folds) Splits.of(Cv.byGroup(folds, "customer"), data(groups))).folds()) {
            fold.test().stream().forEach(row -> foldOf[row] = fold.number());
        }
        return foldOf;
    }

    /** A second feature after one that is a group to each row. */
    private static TrainingData data(double... groups) {
        double[] numbers = IntStream.range(0, groups.length).asDoubleStream().toArray();
        return new TrainingData(
                List.of(Feature.numeric("x"), Feature.numeric("customer")),
                SmallData.TWO,
                new double[][] {numbers, groups},
                new double[groups.length],
                new long[groups.length]);
    }
}
