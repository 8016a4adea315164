package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.EnsembleMerge;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.HistogramForest.Smaller;
import dev.evergreen.trainer.resource.Crew;
import dev.evergreen.trainer.resource.SharedWork;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramForestTest {
    private static final GrowthLimits ALL = GrowthLimits.trying(100);

    /** One tree on all rows, every feature tried. */
    private static ForestSpec oneTree(GrowthLimits limits) {
        return new ForestSpec(1, false, 1.0, limits, false, Criterion.GINI, false);
    }

    private static TreeEnsemble tree(TrainingData data, GrowthLimits limits) throws InterruptedException {
        return HistogramForest.grow(data, all(data), oneTree(limits), 1).ensemble();
    }

    private static RowSet all(TrainingData data) {
        return RowSet.range(0, data.rows());
    }

    private static double[] score(TreeEnsemble ensemble, double... row) {
        var out = new double[ensemble.outputs()];
        ensemble.score(row, out);
        return out;
    }

    /** Of 60,000 rows two bins have more values than there are places. */
    private static Stream<Arguments> labelsBordersAndRows() {
        return Stream.of(Windows.TWO, Windows.classes(3), Windows.NUMBER)
                .flatMap(label -> Stream.of(false, true)
                        .flatMap(anyBorder ->
                                Stream.of(3_000, 60_000).map(rows -> Arguments.of(label, anyBorder, rows))));
    }

    /** More values than bins, and labels without any sense: a tree learns them by heart if it can look into bins. */
    @ParameterizedTest
    @MethodSource("labelsBordersAndRows")
    void tellsValuesApartThatShareABin(Label label, boolean anyBorder, int rows) throws Exception {
        var random = new SplittableRandom(11);
        double[] x = random.doubles(rows).toArray();
        double[] y = random.ints(x.length, 0, label.equals(Windows.TWO) ? 2 : 3)
                .asDoubleStream()
                .toArray();
        for (int row = 0; row < x.length; row += 10) {
            x[row] = Double.NaN;
            y[row] = 1;
        }
        TrainingData data = Windows.numeric(label, x, y);
        var spec = new ForestSpec(1, false, 1.0, ALL, anyBorder, Criterion.GINI, false);

        HistogramForest forest = HistogramForest.grow(data, all(data), spec, 1);

        TreeEnsemble model = forest.ensemble();
        for (int row = 0; row < x.length; row++) {
            double[] answer = score(model, x[row]);
            if (label instanceof Label.Classes) {
                assertThat(answer[(int) y[row]]).as("row %d", row).isEqualTo(1.0);
            } else {
                assertThat(answer[0]).as("row %d", row).isCloseTo(y[row], within(1e-9));
            }
        }
    }

    @Test
    void looksIntoTheBinOfTheMiddleRowWhereNoBorderBetweenBinsLeavesEnoughRows() throws Exception {
        double[] x = IntStream.range(0, 25_500).asDoubleStream().toArray();
        double[] y = DoubleStream.of(x).map(value -> value < 150 ? 0 : 1).toArray();
        TrainingData data = Windows.numeric(Windows.TWO, x, y);
        // Three bins of a hundred rows, of which the middle one has to be cut.
        RowSet rows = RowSet.range(0, 300);

        var limits = new GrowthLimits(GrowthLimits.UNLIMITED, 2, 140, 1, GrowthLimits.UNLIMITED);
        TreeEnsemble tree = HistogramForest.grow(data, rows, oneTree(limits), 1).ensemble();

        assertThat(tree.nodes()).isEqualTo(3);
        assertThat(tree.splitValue(0)).isEqualTo(149.5);
    }

    @Test
    void anyBorderMayBeTheLowestOrTheHighest() throws Exception {
        TrainingData data = Windows.numeric(Windows.TWO, new double[] {0, 1, 2, 3}, 0, 1, 0, 1);
        var spec = new ForestSpec(200, false, 1.0, ALL.withMaxDepth(1), true, Criterion.GINI, false);

        TreeEnsemble forest = HistogramForest.grow(data, all(data), spec, 1).ensemble();

        assertThat(IntStream.range(0, forest.trees())
                        .mapToObj(t -> forest.splitValue(forest.root(t)))
                        .distinct())
                .containsExactlyInAnyOrder(0.5, 1.5, 2.5);
    }

    @Test
    void splitsTwoClassesHalfwayBetweenThem() throws Exception {
        TreeEnsemble tree = tree(Windows.numeric(Windows.TWO, new double[] {1, 2, 3, 4}, 0, 0, 1, 1), ALL);

        assertThat(tree.nodes()).isEqualTo(3);
        assertThat(tree.kind(0)).isEqualTo(NodeKind.NUMERIC);
        assertThat(tree.splitValue(0)).isEqualTo(2.5);
        assertThat(score(tree, 2.5)).containsExactly(1, 0);
        assertThat(score(tree, 2.6)).containsExactly(0, 1);
        // Half of the rows are of either class: all of the impurity, 0.5, is gone.
        assertThat(tree.importance()).containsExactly(0.5);
    }

    @Test
    void predictsTheMeanOfALeaf() throws Exception {
        double[] x = {1, 2, 3, 4};
        TreeEnsemble tree = tree(Windows.numeric(Windows.NUMBER, x, 10, 12, 30, 32), ALL.withMaxDepth(1));

        assertThat(tree.splitValue(0)).isEqualTo(2.5);
        assertThat(score(tree, 1)).containsExactly(11);
        assertThat(score(tree, 4)).containsExactly(31);
        // The variance falls from 101 to 1.
        assertThat(tree.importance()).containsExactly(100);
    }

    @Test
    void splitsByTheBestSetOfNominalValues() throws Exception {
        double[] codes = {0, 0, 1, 1, 2, 2, 3, 3};
        TreeEnsemble tree =
                tree(Windows.nominal(4, Windows.NUMBER, codes, 1, 1, 9, 9, 2, 2, 8, 8), ALL.withMaxDepth(1));

        assertThat(tree.kind(0)).isEqualTo(NodeKind.NOMINAL_IN);
        assertThat(Stream.of(0, 1, 2, 3).map(code -> score(tree, code)[0])).containsExactly(1.5, 8.5, 1.5, 8.5);
    }

    @Test
    void sendsRowsWithoutAValueWhereTheyDoBest() throws Exception {
        double nan = Double.NaN;
        double[] x = {1, 2, 3, 4, nan, nan};
        TreeEnsemble low = tree(Windows.numeric(Windows.TWO, x, 0, 0, 1, 1, 0, 0), ALL);
        TreeEnsemble high = tree(Windows.numeric(Windows.TWO, x, 0, 0, 1, 1, 1, 1), ALL);
        TreeEnsemble apart = tree(Windows.numeric(Windows.TWO, x, 0, 0, 0, 0, 1, 1), ALL);

        assertThat(low.kind(0)).isEqualTo(NodeKind.NUMERIC_OR_MISSING);
        assertThat(score(low, nan)).containsExactly(1, 0);
        assertThat(high.kind(0)).isEqualTo(NodeKind.NUMERIC);
        assertThat(score(high, nan)).containsExactly(0, 1);
        assertThat(score(apart, nan)).containsExactly(0, 1);
        assertThat(score(apart, 1e300)).containsExactly(1, 0);
    }

    @Test
    void aFeatureThatNoRowHasIsNoneAtAll() throws Exception {
        double nan = Double.NaN;
        TrainingData data = Windows.of(
                List.of(Feature.numeric("never"), Windows.nominal("nor", 3), Feature.numeric("x")),
                Windows.TWO,
                new double[][] {{nan, nan, nan, nan}, {nan, nan, nan, nan}, {1, 2, 3, 4}},
                0,
                0,
                1,
                1);
        TreeEnsemble tree = tree(data, ALL);

        assertThat(tree.nodes()).isEqualTo(3);
        assertThat(tree.splitFeature(0)).isEqualTo(2);
        assertThat(score(tree, 7, 1, 4)).containsExactly(0, 1);
    }

    @Test
    void answersAsTheOnlyClassThereIs() throws Exception {
        TrainingData data = Windows.numeric(Windows.classes(3), new double[] {1, 2}, 1, 1);
        HistogramForest forest = HistogramForest.grow(data, all(data), ForestSpec.randomForest(10, ALL), 1);

        assertThat(score(forest.ensemble(), 5)).containsExactly(0, 1, 0);
        assertThat(forest.answers(List.of(new Smaller(5, 3)), data, all(data))[0])
                .containsExactly(0, 1, 0, 0, 1, 0);
    }

    static Stream<Label> labels() {
        return Stream.of(Windows.TWO, Windows.classes(5), Windows.NUMBER);
    }

    static Stream<ForestSpec> specs() {
        var limits = new GrowthLimits(12, 4, 2, 3, GrowthLimits.UNLIMITED);
        return Stream.of(
                ForestSpec.randomForest(9, limits),
                new ForestSpec(9, false, 0.5, limits, true, Criterion.GINI, false),
                new ForestSpec(9, true, 0.7, limits, false, Criterion.ENTROPY, true));
    }

    static Stream<Arguments> labelsAndSpecs() {
        return labels().flatMap(label -> specs().map(spec -> Arguments.of(label, spec)));
    }

    @ParameterizedTest
    @MethodSource("labelsAndSpecs")
    void holdsEverySmallerForestToTheLastBit(Label label, ForestSpec spec) throws Exception {
        TrainingData data = Windows.mixed(label, 600, 3);
        RowSet train = RowSet.range(0, 400);
        RowSet test = RowSet.range(400, 600);
        var smaller = new ArrayList<Smaller>();
        for (int trees : new int[] {1, 4, 9}) {
            for (int depth : new int[] {1, 3, 12}) {
                smaller.add(new Smaller(trees, depth));
            }
        }

        double[][] answers = HistogramForest.grow(data, train, spec, 7).answers(smaller, data, test);

        for (int s = 0; s < answers.length; s++) {
            ForestSpec alone = spec.of(smaller.get(s).trees(), smaller.get(s).maxDepth());
            TreeEnsemble ensemble = HistogramForest.grow(data, train, alone, 7).ensemble();
            assertThat(answers[s]).containsExactly(scores(ensemble, data, test));
        }
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

    @ParameterizedTest
    @MethodSource("labels")
    void isTheSameInPartsAndWhole(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, 300, 5);
        ForestSpec spec = ForestSpec.randomForest(205, new GrowthLimits(4, 2, 1, 2, GrowthLimits.UNLIMITED));
        TreeEnsemble whole = HistogramForest.grow(data, all(data), spec, 11).ensemble();

        var parts = new ArrayList<>(
                HistogramForest.grow(data, all(data), spec, 11, 0, 40).ensembles());
        parts.addAll(HistogramForest.grow(data, all(data), spec, 11, 40, spec.parts())
                .ensembles());

        assertThat(spec.parts()).isEqualTo(69);
        assertThat(EnsembleCodec.encode(EnsembleMerge.merge(parts))).isEqualTo(EnsembleCodec.encode(whole));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void isTheSameWhoeverHelpsToGrowIt(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, 400, 3);
        ForestSpec spec = ForestSpec.randomForest(40, GrowthLimits.trying(2));
        byte[] alone = EnsembleCodec.encode(
                HistogramForest.grow(data, all(data), spec, 5).ensemble());
        var helped = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(3);
        try (threads) {
            var crew = new Crew(new Crew.Board() {
                @Override
                public void offer(SharedWork work) {
                    for (int i = 0; i < 3; i++) {
                        threads.execute(() -> work.help(() -> helped.incrementAndGet() > 0));
                    }
                }

                @Override
                public void withdraw(SharedWork work) {}
            });
            for (int repeat = 0; repeat < 20 || helped.get() == 0; repeat++) {
                crew.run(() ->
                        assertThat(EnsembleCodec.encode(grown(data, spec))).isEqualTo(alone));
            }
        }
    }

    private static TreeEnsemble grown(TrainingData data, ForestSpec spec) {
        try {
            return HistogramForest.grow(data, all(data), spec, 5).ensemble();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void anotherSeedGivesAnotherForest() throws Exception {
        TrainingData data = Windows.mixed(Windows.TWO, 300, 5);
        ForestSpec spec = ForestSpec.randomForest(3, GrowthLimits.trying(2));
        byte[] first = EnsembleCodec.encode(
                HistogramForest.grow(data, all(data), spec, 1).ensemble());

        assertThat(EnsembleCodec.encode(
                        HistogramForest.grow(data, all(data), spec, 1).ensemble()))
                .isEqualTo(first);
        assertThat(EnsembleCodec.encode(
                        HistogramForest.grow(data, all(data), spec, 2).ensemble()))
                .isNotEqualTo(first);
    }

    @Test
    void weighingClassesEvenlyChangesNothingWhereTheyAreEven() throws Exception {
        TrainingData data = even(Windows.mixed(Windows.TWO, 2_000, 9));
        // Few enough splits that none are as good as each other.
        GrowthLimits limits = new GrowthLimits(3, 2, 20, 3, GrowthLimits.UNLIMITED);
        var packed = new ForestSpec(5, false, 1.0, limits, false, Criterion.GINI, false);
        var summed = new ForestSpec(5, false, 1.0, limits, false, Criterion.GINI, true);

        // One search packs its counts into a number of 64 bits, the other adds up numbers of each class.
        double[] one = scores(HistogramForest.grow(data, all(data), packed, 1).ensemble(), data, all(data));
        double[] other = scores(HistogramForest.grow(data, all(data), summed, 1).ensemble(), data, all(data));

        assertThat(other).containsExactly(one);
    }

    /** As many rows of either class, numeric features alone: the order of nominal values may run either way. */
    private static TrainingData even(TrainingData data) {
        int[] zeros = IntStream.range(0, data.rows())
                .filter(r -> data.labelOf(r) == 0)
                .toArray();
        int[] ones = IntStream.range(0, data.rows())
                .filter(r -> data.labelOf(r) == 1)
                .toArray();
        int each = Math.min(zeros.length, ones.length);
        int[] rows = IntStream.concat(
                        IntStream.of(zeros).limit(each), IntStream.of(ones).limit(each))
                .toArray();
        var columns = new double[4][rows.length];
        for (int f = 0; f < columns.length; f++) {
            for (int i = 0; i < rows.length; i++) {
                columns[f][i] = data.value(f, rows[i]);
            }
        }
        return Windows.of(
                data.features().subList(0, columns.length),
                data.label(),
                columns,
                IntStream.of(rows).mapToDouble(data::labelOf).toArray());
    }

    @Test
    void weighsARareClassAsMuchAsACommonOne() throws Exception {
        double[] x = {1, 1, 1, 1, 1, 1, 1, 1};
        TrainingData data = Windows.numeric(Windows.TWO, x, 0, 0, 0, 0, 0, 0, 1, 1);
        var spec = new ForestSpec(1, false, 1.0, ALL, false, Criterion.GINI, true);

        assertThat(score(HistogramForest.grow(data, all(data), spec, 1).ensemble(), 1))
                .containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void leavesHoldAsManyRowsAsTheyMust(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, 500, 13);
        TreeEnsemble tree = tree(data, new GrowthLimits(GrowthLimits.UNLIMITED, 2, 20, 100, GrowthLimits.UNLIMITED));
        var rowsOf = new int[tree.nodes()];
        var row = new double[6];
        for (int r = 0; r < data.rows(); r++) {
            data.copyRow(r, row);
            rowsOf[leaf(tree, row)]++;
        }

        assertThat(IntStream.of(rowsOf).filter(count -> count > 0).min().orElseThrow())
                .isBetween(20, 60);
        assertThat(tree.nodes()).isGreaterThan(5);
    }

    private static int leaf(TreeEnsemble tree, double[] row) {
        int node = 0;
        while (tree.kind(node) != NodeKind.LEAF) {
            double x = row[tree.splitFeature(node)];
            boolean first = switch (tree.kind(node)) {
                case NUMERIC -> x <= tree.splitValue(node);
                case NUMERIC_OR_MISSING -> !(x > tree.splitValue(node));
                case NOMINAL_IN ->
                    ((int) x >>> 6) < tree.set(node).length && (tree.set(node)[(int) x >>> 6] >>> (int) x & 1) != 0;
                case NOMINAL_EQUALS, LEAF -> throw new AssertionError(tree.kind(node));
            };
            node = first ? tree.firstChild(node) : tree.secondChild(node);
        }
        return node;
    }

    @Test
    void splitsWhereItGainsMostWhileThereMayBeMoreLeaves() throws Exception {
        // The great step is at 4, a small one at 2: three leaves need both, two the great one.
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {0, 0, 1, 1, 100, 100, 100, 103};
        TreeEnsemble two = tree(Windows.numeric(Windows.NUMBER, x, y), new GrowthLimits(9, 2, 1, 1, 2));
        TreeEnsemble three = tree(Windows.numeric(Windows.NUMBER, x, y), new GrowthLimits(9, 2, 1, 1, 3));

        assertThat(two.nodes()).isEqualTo(3);
        assertThat(two.splitValue(0)).isEqualTo(4.5);
        assertThat(three.nodes()).isEqualTo(5);
        assertThat(score(three, 8)).containsExactly(103);
        assertThat(score(three, 1)).containsExactly(0.5);
    }

    /** In whatever order nodes are split, their rows wait where they are left. */
    @ParameterizedTest
    @MethodSource("labels")
    void isTheSameTreeInAnyOrderOfSplits(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, 2_000, 8);

        TreeEnsemble depthFirst = tree(data, new GrowthLimits(GrowthLimits.UNLIMITED, 2, 1, 2, GrowthLimits.UNLIMITED));
        TreeEnsemble bestFirst = tree(data, new GrowthLimits(GrowthLimits.UNLIMITED, 2, 1, 2, data.rows()));

        assertThat(depthFirst.nodes()).isGreaterThan(200).isEqualTo(bestFirst.nodes());
        for (int node = 0; node < depthFirst.nodes(); node++) {
            assertThat(bestFirst.kind(node)).isEqualTo(depthFirst.kind(node));
            if (depthFirst.kind(node) == NodeKind.LEAF) {
                assertThat(bestFirst.leafNumber(node, 0)).isEqualTo(depthFirst.leafNumber(node, 0));
            } else {
                assertThat(bestFirst.splitFeature(node)).isEqualTo(depthFirst.splitFeature(node));
            }
        }
    }

    private static Stream<Arguments> labelsAndRows() {
        return Stream.of(Windows.TWO, Windows.classes(3), Windows.NUMBER)
                .flatMap(label -> Stream.of(100, 1_000).map(rows -> Arguments.of(label, rows)));
    }

    /** Wherever among those tried it is: they are added up in pairs, and the last of five by itself. */
    @ParameterizedTest
    @MethodSource("labelsAndRows")
    void findsTheFeatureThatTellsMost(Label label, int rows) throws Exception {
        int width = 5;
        var features = IntStream.range(0, width)
                .mapToObj(f -> Feature.numeric("x" + f))
                .toList();
        for (int telling = 0; telling < width; telling++) {
            var random = new SplittableRandom(telling);
            var columns = new double[width][];
            Arrays.setAll(columns, _ -> random.doubles(rows).toArray());
            double[] y =
                    Arrays.stream(columns[telling]).map(x -> x < 0.5 ? 0 : 1).toArray();
            columns[random.nextInt(width)][0] = Double.NaN;
            columns[telling][0] = y[0] == 0 ? 0.1 : 0.9;

            TreeEnsemble tree = tree(Windows.of(features, label, columns, y), ALL);

            assertThat(tree.splitFeature(0)).isEqualTo(telling);
            assertThat(tree.splitValue(0)).isCloseTo(0.5, within(0.2));
        }
    }

    @Test
    void looksFurtherWhereAllFeaturesTriedHaveOneValueOnly() throws Exception {
        var features = new ArrayList<Feature>();
        var columns = new double[20][4];
        for (int f = 0; f < columns.length; f++) {
            features.add(Feature.numeric("x" + f));
        }
        columns[17] = new double[] {1, 2, 3, 4};
        TrainingData data = Windows.of(features, Windows.TWO, columns, 0, 0, 1, 1);

        assertThat(tree(data, GrowthLimits.trying(1)).splitFeature(0)).isEqualTo(17);
    }

    /** The two sides have the same shares of three classes: what a split gains is rounding, up or down. */
    @Test
    void splitsThatGainNothingAreOfNoImportance() throws Exception {
        var impurities = List.of(Criterion.GINI, Criterion.ENTROPY);
        for (int a = 1; a <= 6; a++) {
            for (int b = 1; b <= 6; b++) {
                TrainingData data = alike(new int[] {a, b, 1}, 3);
                for (Criterion criterion : impurities) {
                    var spec = new ForestSpec(1, false, 1.0, ALL.withMaxDepth(1), false, criterion, false);
                    TreeEnsemble tree =
                            HistogramForest.grow(data, all(data), spec, 1).ensemble();
                    assertThat(tree.importance()[0]).isBetween(0.0, 1e-12);
                }
            }
        }
    }

    /** So many rows of each class where x is 0, and so many times as many where x is 1. */
    private static TrainingData alike(int[] rowsOfClass, int times) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        for (int c = 0; c < rowsOfClass.length; c++) {
            for (int i = 0; i < rowsOfClass[c] * (1 + times); i++) {
                x.add(i < rowsOfClass[c] ? 0.0 : 1.0);
                y.add((double) c);
            }
        }
        return Windows.numeric(
                Windows.classes(3),
                x.stream().mapToDouble(v -> v).toArray(),
                y.stream().mapToDouble(v -> v).toArray());
    }

    @Test
    void refusesRowsOfAnotherWindow() throws Exception {
        TrainingData data = Windows.mixed(Windows.TWO, 100, 5);
        TrainingData other = Windows.mixed(Windows.TWO, 100, 5);
        HistogramForest forest =
                HistogramForest.grow(data, all(data), ForestSpec.randomForest(2, GrowthLimits.trying(2)), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> forest.answers(List.of(new Smaller(2, 3)), other, all(other)))
                .withMessage("rows of another window than the forest was grown on");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        TrainingData data = Windows.mixed(Windows.TWO, 300, 5);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> HistogramForest.grow(data, all(data), ForestSpec.randomForest(5, ALL), 1));
        assertThat(Thread.interrupted()).isFalse();
    }
}
