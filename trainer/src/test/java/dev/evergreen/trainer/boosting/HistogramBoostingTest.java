package dev.evergreen.trainer.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.EnsembleScorer;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.Windows;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramBoostingTest {
    private static final int ANY = GrowthLimits.UNLIMITED;

    private static GrowthLimits limits(int depth, int leafRows, int leaves) {
        return new GrowthLimits(depth, 2, leafRows, ANY, leaves);
    }

    private static BoostingSpec spec(int rounds, double rate, GrowthLimits limits) {
        return BoostingSpec.of(rounds, rate).with(limits);
    }

    private static TreeEnsemble fit(TrainingData data, BoostingSpec spec) throws InterruptedException {
        return HistogramBoosting.fit(data, all(data), spec, 1).ensemble();
    }

    private static RowSet all(TrainingData data) {
        return RowSet.range(0, data.rows());
    }

    private static double[] score(TreeEnsemble ensemble, double... row) {
        var out = new double[ensemble.outputs()];
        ensemble.score(row, out);
        return out;
    }

    private static double[] scores(TreeEnsemble ensemble, TrainingData data, RowSet rows) {
        var row = new double[data.features().size()];
        return rows.stream()
                .mapToObj(r -> {
                    data.copyRow(r, row);
                    return score(ensemble, row);
                })
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Test
    void movesFromTheMeanTowardsTheNumbersByTheLearningRate() throws Exception {
        TrainingData data = Windows.numeric(Windows.NUMBER, new double[] {1, 2, 3, 4}, 10, 12, 30, 32);
        TreeEnsemble one = fit(data, spec(1, 0.25, limits(1, 1, 2)));
        TreeEnsemble two = fit(data, spec(2, 0.25, limits(1, 1, 2)));

        assertThat(one.base()).containsExactly(21);
        assertThat(one.splitValue(0)).isEqualTo(2.5);
        // 21 - 10 / 4 = 18.5; then 18.5 - 7.5 / 4.
        assertThat(score(one, 1)[0]).isCloseTo(18.5, within(1e-12));
        assertThat(score(one, 4)[0]).isCloseTo(23.5, within(1e-12));
        assertThat(score(two, 1)[0]).isCloseTo(16.625, within(1e-12));
        // The variance falls from 101 to 1, as that of a forest's tree would.
        assertThat(one.importance()[0]).isCloseTo(100, within(1e-9));
    }

    @Test
    void l2RegularizationPullsAnswersTowardsTheMean() throws Exception {
        TrainingData data = Windows.numeric(Windows.NUMBER, new double[] {1, 2, 3, 4}, 10, 12, 30, 32);
        var spec = new BoostingSpec(1, 1.0, limits(1, 1, 2), 3, 1, false, Optional.empty());

        // Two rows that lack 10 each: 20 / (2 + 3).
        assertThat(score(fit(data, spec), 1)[0]).isCloseTo(17, within(1e-12));
    }

    @Test
    void takesNewtonsStepOnTheLogOddsOfTwoClasses() throws Exception {
        double[] x = {1, 1, 1, 1, 2, 2, 2, 2};
        TreeEnsemble model =
                fit(Windows.numeric(Windows.TWO, x, 0, 0, 0, 1, 1, 1, 0, 1), spec(1, 0.5, limits(1, 1, 2)));

        // From even odds each side has a gradient of 1 or -1 and a second derivative of 4 / 4.
        assertThat(score(model, 2)[1]).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
        assertThat(score(model, 1)[0]).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
    }

    @Test
    void takesAStepForEachOfThreeClasses() throws Exception {
        double[] x = {1, 1, 2, 2, 3, 3};
        TreeEnsemble model =
                fit(Windows.numeric(Windows.classes(3), x, 0, 0, 1, 1, 2, 2), spec(1, 0.3, limits(5, 1, 3)));

        assertThat(model.trees()).isEqualTo(3);
        // A row's own class has a gradient of -2/3, the others one of 1/3, all a second derivative of 2/9.
        double own = Math.exp(0.3 * 3);
        double other = Math.exp(-0.3 * 1.5);
        assertThat(score(model, 1))
                .containsExactly(
                        new double[] {own / (own + 2 * other), other / (own + 2 * other), other / (own + 2 * other)},
                        within(1e-9));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of(true, spec(12, 0.3, limits(ANY, 5, 8))),
                Arguments.of(true, spec(6, 0.5, limits(3, 1, ANY))),
                Arguments.of(false, spec(12, 0.3, limits(ANY, 5, 8))),
                Arguments.of(false, new BoostingSpec(6, 0.5, limits(4, 3, 11), 2.5, 1, false, Optional.empty())),
                Arguments.of(true, new BoostingSpec(6, 0.5, limits(4, 3, 11), 2.5, 1, false, Optional.empty())));
    }

    /** Sums in histograms, by subtraction, of whole numbers: the answers are those of plain sums over rows. */
    @ParameterizedTest
    @MethodSource("references")
    void answersAsTheTextbookDoes(boolean classes, BoostingSpec spec) throws Exception {
        var random = new SplittableRandom(
                9); // No two splits are as good as each other: which comes first is another matter.
        var rows = new double[180][3];
        var labels = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextInt(60), random.nextGaussian(), random.nextInt(12)};
            double z =
                    rows[i][0] / 30 + Math.sin(3 * rows[i][1]) + (rows[i][2] > 6 ? 1 : 0) + random.nextGaussian() / 3;
            if (random.nextInt(6) == 0) {
                rows[i][2] = Double.NaN;
            }
            labels[i] = classes ? (z > 1.4 ? 1 : 0) : z;
        }
        var columns = new double[3][rows.length];
        for (int f = 0; f < 3; f++) {
            for (int i = 0; i < rows.length; i++) {
                columns[f][i] = rows[i][f];
            }
        }
        List<Feature> features =
                IntStream.range(0, 3).mapToObj(f -> Feature.numeric("x" + f)).toList();
        TrainingData data = Windows.of(features, classes ? Windows.TWO : Windows.NUMBER, columns, labels);
        double[] expected = new ReferenceBoosting(rows, labels, classes, spec).fit();

        double[] answers = scores(fit(data, spec), data, all(data));

        for (int i = 0; i < rows.length; i++) {
            double answer = classes ? Math.log(answers[2 * i + 1] / answers[2 * i]) : answers[i];
            assertThat(answer).as("row %d", i).isCloseTo(expected[i], within(1e-7));
        }
    }

    @Test
    void splitsByTheBestSetOfNominalValues() throws Exception {
        double[] codes = {0, 0, 1, 1, 2, 2, 3, 3};
        TrainingData data = Windows.nominal(4, Windows.NUMBER, codes, 1, 1, 9, 9, 2, 2, 8, 8);
        TreeEnsemble model = fit(data, spec(1, 1.0, limits(1, 1, 2)));

        assertThat(model.kind(0)).isEqualTo(NodeKind.NOMINAL_IN);
        for (int code = 0; code < 4; code++) {
            assertThat(score(model, code)[0]).isCloseTo(code % 2 == 0 ? 1.5 : 8.5, within(1e-12));
        }
    }

    /** A value of one row with a great error stands behind one of many rows with a small error, as it may be chance. */
    @Test
    void rareNominalValuesStandInTheMiddle() throws Exception {
        var codes = new double[42];
        var y = new double[42];
        Arrays.fill(codes, 1, 21, 1);
        Arrays.fill(y, 1, 21, 5);
        y[0] = 6;
        Arrays.fill(codes, 21, 42, 2);
        TreeEnsemble model = fit(Windows.nominal(3, Windows.NUMBER, codes, y), spec(1, 1.0, limits(1, 2, 2)));

        // Ordered by the plain mean, values 2, 1, 0 have one border with two rows on either side: the same one.
        assertThat(score(model, 1)).isEqualTo(score(model, 0));
        assertThat(score(model, 2)[0]).isCloseTo(0, within(1e-12));
    }

    @Test
    void sendsRowsWithoutAValueWhereTheyDoBest() throws Exception {
        double nan = Double.NaN;
        double[] x = {1, 2, 3, 4, nan, nan};
        BoostingSpec spec = spec(1, 1.0, limits(1, 1, 2));
        TreeEnsemble low = fit(Windows.numeric(Windows.NUMBER, x, 0, 0, 9, 9, 0, 0), spec);
        TreeEnsemble high = fit(Windows.numeric(Windows.NUMBER, x, 0, 0, 9, 9, 9, 9), spec);
        TreeEnsemble apart = fit(Windows.numeric(Windows.NUMBER, x, 0, 0, 0, 0, 9, 9), spec);

        assertThat(low.kind(0)).isEqualTo(NodeKind.NUMERIC_OR_MISSING);
        assertThat(score(low, nan)[0]).isCloseTo(0, within(1e-12));
        assertThat(high.kind(0)).isEqualTo(NodeKind.NUMERIC);
        assertThat(score(high, nan)[0]).isCloseTo(9, within(1e-12));
        assertThat(score(apart, nan)[0]).isCloseTo(9, within(1e-12));
        assertThat(score(apart, 1e300)[0]).isCloseTo(0, within(1e-12));
    }

    @Test
    void splitsWhereItGainsMostWhileThereMayBeMoreLeaves() throws Exception {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {0, 0, 1, 1, 100, 100, 100, 103};
        TreeEnsemble two = fit(Windows.numeric(Windows.NUMBER, x, y), spec(1, 1, limits(9, 1, 2)));
        TreeEnsemble three = fit(Windows.numeric(Windows.NUMBER, x, y), spec(1, 1, limits(9, 1, 3)));

        assertThat(two.nodes()).isEqualTo(3);
        assertThat(two.splitValue(0)).isEqualTo(4.5);
        assertThat(three.nodes()).isEqualTo(5);
        assertThat(score(three, 8)[0]).isCloseTo(103, within(1e-9));
    }

    static Stream<Label> labels() {
        return Stream.of(Windows.TWO, Windows.classes(5), Windows.NUMBER);
    }

    static Stream<BoostingSpec> specs() {
        var small = limits(4, 3, 7);
        var some = new GrowthLimits(ANY, 2, 5, 2, ANY);
        return Stream.of(
                spec(20, 0.2, small),
                new BoostingSpec(20, 0.3, some, 1, 0.6, true, Optional.empty()),
                new BoostingSpec(200, 0.4, small, 0, 0.8, false, Optional.of(new EarlyStopping(0.2, 3, 1e-4))));
    }

    static Stream<Arguments> labelsAndSpecs() {
        return labels().flatMap(label -> specs().filter(spec -> label instanceof Label.Classes || !spec.balanced())
                .map(spec -> Arguments.of(label, spec)));
    }

    @ParameterizedTest
    @MethodSource("labelsAndSpecs")
    void holdsEverySmallerEnsembleToTheLastBit(Label label, BoostingSpec spec) throws Exception {
        TrainingData data = Windows.mixed(label, 600, 3);
        RowSet train = RowSet.where(600, r -> r % 3 > 0);
        RowSet test = RowSet.where(600, r -> r % 3 == 0);
        HistogramBoosting largest = HistogramBoosting.fit(data, train, spec, 7);
        int ended = largest.rounds();
        int[] stages = {9, 1, ended, ended + 1, spec.rounds(), 9, Math.max(1, ended - 1)};

        double[][] answers = largest.answers(stages, data, test);

        for (int s = 0; s < stages.length; s++) {
            var alone = new BoostingSpec(
                    stages[s],
                    spec.learningRate(),
                    spec.limits(),
                    spec.l2Regularization(),
                    spec.subsample(),
                    spec.balanced(),
                    spec.earlyStopping());
            if (stages[s] <= spec.rounds()) {
                TreeEnsemble ensemble =
                        HistogramBoosting.fit(data, train, alone, 7).ensemble();
                assertThat(ensemble.rounds()).isEqualTo(Math.min(stages[s], ended));
                assertThat(answers[s]).as("%d rounds", stages[s]).containsExactly(scores(ensemble, data, test));
            }
        }
    }

    /** As the evaluator does: from the bytes on the topic, by its own scorer. */
    @ParameterizedTest
    @MethodSource("labelsAndSpecs")
    void aPublishedModelAnswersAsTheFitDoes(Label label, BoostingSpec spec) throws Exception {
        TrainingData data = Windows.mixed(label, 600, 3);
        HistogramBoosting boosting = HistogramBoosting.fit(data, RowSet.range(0, 400), spec, 7);
        EnsembleScorer scorer = EnsembleScorer.of(EnsembleCodec.decode(EnsembleCodec.encode(boosting.ensemble())));
        var columns = new double[data.features().size()][data.rows()];
        for (int f = 0; f < columns.length; f++) {
            for (int r = 0; r < data.rows(); r++) {
                columns[f][r] = data.value(f, r);
            }
        }
        var published = new double[data.rows() * scorer.outputs()];
        scorer.score(columns, 0, data.rows(), published);

        double[] answers = boosting.answers(new int[] {spec.rounds()}, data, all(data))[0];

        assertThat(published).containsExactly(answers);
        assertThat(scores(boosting.ensemble(), data, all(data))).containsExactly(answers);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void endsOnceTheNewestRowsGainNothing(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, 1_000, 5);
        var stopping = Optional.of(new EarlyStopping(0.1, 5, 1e-7));
        var spec = new BoostingSpec(5_000, 0.3, limits(ANY, 5, 31), 0, 1, false, stopping);
        int ended = HistogramBoosting.fit(data, all(data), spec, 1).rounds();

        assertThat(ended).isBetween(6, 1_000);
        // Trees grow on the older rows alone, so that a plain fit of those has the same ones.
        RowSet newest = newest(data, 0.1);
        RowSet older = RowSet.where(1_000, r -> newest.stream().noneMatch(n -> n == r));
        var plain = new BoostingSpec(ended, 0.3, limits(ANY, 5, 31), 0, 1, false, Optional.empty());
        assertThat(EnsembleCodec.encode(
                        HistogramBoosting.fit(data, older, plain, 1).ensemble()))
                .isEqualTo(EnsembleCodec.encode(
                        HistogramBoosting.fit(data, all(data), spec, 1).ensemble()));
    }

    /** Of each class, or of all numbers. */
    private static RowSet newest(TrainingData data, double fraction) {
        return RowSet.where(data.rows(), r -> {
            boolean classes = data.label() instanceof Label.Classes;
            long alike = IntStream.range(0, data.rows())
                    .filter(o -> !classes || data.labelOf(o) == data.labelOf(r))
                    .count();
            long later = IntStream.range(r + 1, data.rows())
                    .filter(o -> !classes || data.labelOf(o) == data.labelOf(r))
                    .count();
            return later < Math.min(alike - 1, Math.round(fraction * alike));
        });
    }

    @Test
    void doesAllRoundsWhereNoRowCanBeSpared() throws Exception {
        TrainingData data = Windows.numeric(Windows.classes(3), new double[] {1, 2, 3}, 0, 1, 2);
        var spec =
                new BoostingSpec(30, 0.1, limits(ANY, 1, 31), 0, 1, false, Optional.of(new EarlyStopping(0.9, 1, 0)));

        assertThat(HistogramBoosting.fit(data, all(data), spec, 1).rounds()).isEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("labelsAndSpecs")
    void theSameSeedGivesTheSameBytes(Label label, BoostingSpec spec) throws Exception {
        TrainingData data = Windows.mixed(label, 400, 5);
        byte[] first = EnsembleCodec.encode(
                HistogramBoosting.fit(data, all(data), spec, 1).ensemble());

        assertThat(EnsembleCodec.encode(
                        HistogramBoosting.fit(data, all(data), spec, 1).ensemble()))
                .isEqualTo(first);
        if (spec.subsample() < 1) {
            assertThat(EnsembleCodec.encode(
                            HistogramBoosting.fit(data, all(data), spec, 2).ensemble()))
                    .isNotEqualTo(first);
        }
    }

    @Test
    void weighsARareClassAsMuchAsACommonOne() throws Exception {
        double[] x = {1, 1, 1, 1, 1, 1, 1, 1};
        TrainingData data = Windows.numeric(Windows.TWO, x, 0, 0, 0, 0, 0, 0, 1, 1);
        var balanced = new BoostingSpec(3, 0.1, limits(ANY, 1, 31), 0, 1, true, Optional.empty());

        assertThat(score(fit(data, balanced), 1)[1]).isCloseTo(0.5, within(1e-9));
        assertThat(score(fit(data, spec(3, 0.1, limits(ANY, 1, 31))), 1)[1]).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void answersAsTheOnlyClassThereIs() throws Exception {
        TrainingData data = Windows.numeric(Windows.classes(3), new double[] {1, 2}, 1, 1);
        HistogramBoosting boosting = HistogramBoosting.fit(data, all(data), BoostingSpec.of(10, 0.1), 1);

        assertThat(score(boosting.ensemble(), 5)).containsExactly(0, 1, 0);
        assertThat(boosting.answers(new int[] {5}, data, all(data))[0]).containsExactly(0, 1, 0, 0, 1, 0);
    }

    @Test
    void answersTheMeanWhereNothingCanBeSplit() throws Exception {
        TrainingData data = Windows.numeric(Windows.NUMBER, new double[] {1, 2, 3}, 5, 5, 11);

        assertThat(score(fit(data, BoostingSpec.of(10, 0.1)), 1)[0]).isCloseTo(7, within(1e-12));
    }

    @Test
    void refusesRowsOfAnotherWindow() throws Exception {
        TrainingData data = Windows.mixed(Windows.TWO, 100, 5);
        TrainingData other = Windows.mixed(Windows.TWO, 100, 5);
        HistogramBoosting boosting = HistogramBoosting.fit(data, all(data), BoostingSpec.of(2, 0.1), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> boosting.answers(new int[] {1}, other, all(other)))
                .withMessage("rows of another window than the ensemble was fitted on");
    }

    @Test
    void isInterruptedWithinATreeAndWhileItScores() throws Exception {
        TrainingData data = Windows.mixed(Windows.NUMBER, 100_000, 5);
        HistogramBoosting boosting = HistogramBoosting.fit(data, RowSet.range(0, 100), BoostingSpec.of(2, 0.1), 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> HistogramBoosting.fit(data, all(data), BoostingSpec.of(1, 0.1), 1))
                .isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> boosting.answers(new int[] {1}, data, all(data)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
