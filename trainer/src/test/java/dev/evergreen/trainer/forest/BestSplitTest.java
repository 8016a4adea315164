package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The split of a tree's root, found in as many ways as there are sizes of nodes, lessens the impurity as much as the best of all
 * thresholds, each tried by itself here.
 */
class BestSplitTest {
    private static final int WINDOW = 4_000;
    private static final int FEATURES = 3;

    private static Stream<Arguments> nodes() {
        var cases = new ArrayList<Arguments>();
        for (Label label : List.of(Windows.TWO, Windows.classes(3), Windows.NUMBER)) {
            for (int rows : new int[] {10, 17, 43, 44, 64, 65, 127, 128, 300, 3_000}) {
                for (double missing : new double[] {0, 0.1}) {
                    for (int minSamplesLeaf : new int[] {1, 5}) {
                        cases.add(Arguments.of(label, rows, missing, minSamplesLeaf));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void isAsGoodAsTheBestOfAllThresholds(Label label, int rows, double missing, int minSamplesLeaf) throws Exception {
        // Bins tell 200 values apart; with more, which share them, only few rows are compared by their values.
        int values = rows <= FewRows.MOST ? WINDOW : 200;
        TrainingData data = data(label, values, missing, rows);
        RowSet some = RowSet.range(0, rows);
        var limits = new GrowthLimits(1, 2, minSamplesLeaf, FEATURES, GrowthLimits.UNLIMITED);
        var spec = new ForestSpec(1, false, 1.0, limits, false, Criterion.GINI, false);

        TreeEnsemble tree = HistogramForest.grow(data, some, spec, rows).ensemble();

        assertThat(tree.kind(0)).isNotEqualTo(NodeKind.LEAF);
        boolean missingFirst = tree.kind(0) == NodeKind.NUMERIC_OR_MISSING;
        double gain =
                gain(data, rows, minSamplesLeaf, first(data, tree.splitFeature(0), tree.splitValue(0), missingFirst));
        assertThat(gain).isCloseTo(best(data, rows, minSamplesLeaf), within(1e-9));
    }

    private static TrainingData data(Label label, int values, double missing, int seed) {
        var random = new SplittableRandom(seed);
        var columns = new double[FEATURES][WINDOW];
        var y = new double[WINDOW];
        for (int row = 0; row < WINDOW; row++) {
            for (int f = 0; f < FEATURES; f++) {
                columns[f][row] = random.nextDouble() < missing ? Double.NaN : random.nextInt(values);
            }
            double signal = columns[0][row] > values / 3.0 ? 1 : 0;
            y[row] = switch (label) {
                case Label.Classes c ->
                    random.nextInt(3) == 0 ? signal : random.nextInt(c.classes().size());
                case Label.Regression _ -> signal + random.nextGaussian();
            };
        }
        List<Feature> features = IntStream.range(0, FEATURES)
                .mapToObj(f -> Feature.numeric("x" + f))
                .toList();
        return Windows.of(features, label, columns, y);
    }

    private static IntPredicate first(TrainingData data, int feature, double threshold, boolean missingFirst) {
        return row -> {
            double x = data.value(feature, row);
            return Double.isNaN(x) ? missingFirst : x <= threshold;
        };
    }

    private static double best(TrainingData data, int rows, int minSamplesLeaf) {
        double best = Double.NEGATIVE_INFINITY;
        for (int f = 0; f < FEATURES; f++) {
            int feature = f;
            double[] thresholds = IntStream.range(0, rows)
                    .mapToDouble(row -> data.value(feature, row))
                    .filter(x -> !Double.isNaN(x))
                    .distinct()
                    .toArray();
            for (double threshold : thresholds) {
                best = Math.max(best, gain(data, rows, minSamplesLeaf, first(data, f, threshold, false)));
                best = Math.max(best, gain(data, rows, minSamplesLeaf, first(data, f, threshold, true)));
            }
        }
        return best;
    }

    /** By how much the impurity falls a row, or minus infinity where a side has too few of them. */
    private static double gain(TrainingData data, int rows, int minSamplesLeaf, IntPredicate first) {
        double[] one = labels(data, rows, first);
        double[] other = labels(data, rows, first.negate());
        if (one.length < minSamplesLeaf || other.length < minSamplesLeaf) {
            return Double.NEGATIVE_INFINITY;
        }
        double whole = impurity(data.label(), labels(data, rows, _ -> true));
        return (whole - impurity(data.label(), one) - impurity(data.label(), other)) / rows;
    }

    private static double[] labels(TrainingData data, int rows, IntPredicate which) {
        return IntStream.range(0, rows).filter(which).mapToDouble(data::labelOf).toArray();
    }

    /** Times the number of rows. */
    private static double impurity(Label label, double[] y) {
        if (label instanceof Label.Regression) {
            double mean = Arrays.stream(y).average().orElseThrow();
            return Arrays.stream(y)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
        }
        var counts = new double[3];
        for (double value : y) {
            counts[(int) value]++;
        }
        return y.length - Arrays.stream(counts).map(count -> count * count).sum() / y.length;
    }
}
