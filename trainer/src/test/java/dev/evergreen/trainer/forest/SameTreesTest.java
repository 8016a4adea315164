package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trees from one version to the next: what makes them faster must not make others of them. A change that is meant to give
 * other trees has other digests here.
 */
class SameTreesTest {
    private static final int ROWS = 3_000;

    private static Stream<Arguments> forests() {
        return Stream.of(
                Arguments.of("two classes", Windows.TWO, false, 1_683_975_424),
                Arguments.of("two classes, any border", Windows.TWO, true, -1_788_112_801),
                Arguments.of("five classes, balanced", Windows.classes(5), false, -575_455_632),
                Arguments.of("five classes, balanced, any border", Windows.classes(5), true, -1_611_109_678),
                Arguments.of("numbers", Windows.NUMBER, false, -1_191_972_271),
                Arguments.of("numbers, any border", Windows.NUMBER, true, 2_142_625_075));
    }

    /** Features with more values than bins, two of three without a value in a third of the rows; labels without sense grow deep trees. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forests")
    void areTheSame(String name, Label label, boolean anyBorder, int digest) throws Exception {
        TrainingData data = data(label);
        boolean balanced = label instanceof Label.Classes c && c.classes().size() > 2;
        var limits = new GrowthLimits(GrowthLimits.UNLIMITED, 2, 1, 3, GrowthLimits.UNLIMITED);
        var spec = new ForestSpec(3, true, 1.0, limits, anyBorder, Criterion.GINI, balanced);

        HistogramForest forest = HistogramForest.grow(data, RowSet.range(0, data.rows()), spec, 5);

        assertThat(digest(forest.ensemble())).as(name).isEqualTo(digest);
    }

    private static TrainingData data(Label label) {
        var random = new SplittableRandom(22);
        var features =
                List.of(Feature.numeric("a"), Feature.numeric("b"), Feature.numeric("c"), Windows.nominal("d", 300));
        var columns = new double[4][ROWS];
        var y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int f = 0; f < 3; f++) {
                boolean missing = f < 2 && random.nextInt(3) == 0;
                columns[f][row] = missing ? Double.NaN : random.nextDouble();
            }
            columns[3][row] = random.nextInt(300);
            y[row] = switch (label) {
                case Label.Classes c -> random.nextInt(c.classes().size());
                case Label.Regression _ -> random.nextDouble();
            };
        }
        return Windows.of(features, label, columns, y);
    }

    private static int digest(TreeEnsemble trees) {
        int digest = trees.nodes();
        for (int n = 0; n < trees.nodes(); n++) {
            NodeKind kind = trees.kind(n);
            int node = switch (kind) {
                case LEAF -> Double.hashCode(trees.leafNumber(n, 0));
                case NUMERIC, NUMERIC_OR_MISSING, NOMINAL_EQUALS -> Double.hashCode(trees.splitValue(n));
                case NOMINAL_IN -> Arrays.hashCode(trees.set(n));
            };
            int feature = kind == NodeKind.LEAF ? -1 : trees.splitFeature(n);
            digest = 31 * (31 * (31 * digest + kind.name().hashCode()) + feature) + node;
        }
        return digest;
    }
}
