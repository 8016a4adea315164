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
            for (int rows : new int[] {20, 27, 68, 70, 95, 110, 150, 250, 500, 1_500}) {
                for (double missing : new double[] {0, 0.1}) {
                    for (int minSamplesLeaf : new int[] {1, 4}) {
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
        int[] times = new Draw(rows, rows, true).times(NodeRandom.child(rows, 0));
        // Bins tell 200 values apart; with more, which share them, only few rows are compared by their values.
        int values = Arrays.stream(times).filter(t -> t > 0).count() <= FewRows.MOST ? WINDOW : 200;
        TrainingData data = data(label, values, missing, rows);
        RowSet some = RowSet.range(0, rows);
        var limits = new GrowthLimits(1, 2, minSamplesLeaf, FEATURES, GrowthLimits.UNLIMITED);
        var spec = new ForestSpec(1, true, 1.0, limits, false, Criterion.GINI, false);

        TreeEnsemble tree = HistogramForest.grow(data, some, spec, rows).ensemble();

        assertThat(tree.kind(0)).isNotEqualTo(NodeKind.LEAF);
        boolean missingFirst = tree.kind(0) == NodeKind.NUMERIC_OR_MISSING;
        double gain =
                gain(data, times, minSamplesLeaf, first(data, tree.splitFeature(0), tree.splitValue(0), missingFirst));
        assertThat(gain).isCloseTo(best(data, times, minSamplesLeaf), within(1e-9));
    }

    private static TrainingData data(Label label, int values, double missing, int seed) {
        var random = new SplittableRandom(seed);
        var columns = new double[FEATURES][WINDOW];
        var y = new double[WINDOW];
        for (int row = 0; row < WINDOW; row++) {
            for (int f = 0; f < FEATURES; f++) {
                columns[f][row] = f != 1 && random.nextDouble() < missing ? Double.NaN : random.nextInt(values);
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

    private static double best(TrainingData data, int[] times, int minSamplesLeaf) {
        double best = Double.NEGATIVE_INFINITY;
        for (int f = 0; f < FEATURES; f++) {
            int feature = f;
            double[] thresholds = IntStream.range(0, times.length)
                    .filter(row -> times[row] > 0)
                    .mapToDouble(row -> data.value(feature, row))
                    .filter(x -> !Double.isNaN(x))
                    .distinct()
                    .toArray();
            for (double threshold : thresholds) {
                best = Math.max(best, gain(data, times, minSamplesLeaf, first(data, f, threshold, false)));
                best = Math.max(best, gain(data, times, minSamplesLeaf, first(data, f, threshold, true)));
            }
        }
        return best;
    }

    /** By how much the impurity falls a drawn row, or minus infinity where a side has too few different ones. */
    private static double gain(TrainingData data, int[] times, int minSamplesLeaf, IntPredicate first) {
        if (different(times, first) < minSamplesLeaf || different(times, first.negate()) < minSamplesLeaf) {
            return Double.NEGATIVE_INFINITY;
        }
        double one = impurity(data.label(), labels(data, times, first));
        double other = impurity(data.label(), labels(data, times, first.negate()));
        return (impurity(data.label(), labels(data, times, _ -> true)) - one - other) / times.length;
    }

    private static long different(int[] times, IntPredicate which) {
        return IntStream.range(0, times.length)
                .filter(row -> times[row] > 0)
                .filter(which)
                .count();
    }

    private static double[] labels(TrainingData data, int[] times, IntPredicate which) {
        return IntStream.range(0, times.length)
                .filter(which)
                .flatMap(row -> IntStream.range(0, times[row]).map(_ -> row))
                .mapToDouble(data::labelOf)
                .toArray();
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
