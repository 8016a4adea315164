package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether all rows together come where each comes by itself. */
class RowSieveTest {
    private static final int ROWS = 2_000;
    private static final int[] DEPTHS = {0, 1, 4, 30};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1_500})
    void addsWhatEachRowComesTo(int asked) throws Exception {
        for (boolean lacking : new boolean[] {false, true}) {
            TrainingData data = data(Windows.classes(3), lacking);
            Trees trees = grow(data);
            int[] rows = new SplittableRandom(3).ints(asked + 2L, 0, ROWS).toArray();
            var sums = new double[DEPTHS.length][rows.length * trees.width()];
            var expected = new double[DEPTHS.length][rows.length * trees.width()];
            var sieve = new RowSieve(asked);
            for (int tree = 0; tree < trees.count(); tree++) {
                sieve.addAnswers(trees, tree, rows, 1, 1 + asked, DEPTHS, sums);
                for (int d = 0; d < DEPTHS.length; d++) {
                    for (int i = 1; i < 1 + asked; i++) {
                        add(trees, nodeAt(trees, tree, DEPTHS[d], rows[i]), expected[d], i);
                    }
                }
            }
            assertThat(sums).isDeepEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1_500})
    void findsTheLeafThatEachRowComesTo(int asked) throws Exception {
        for (boolean lacking : new boolean[] {false, true}) {
            Trees trees = grow(data(Windows.classes(3), lacking));
            int[] rows = new SplittableRandom(3).ints(asked + 2L, 0, ROWS).toArray();
            var leaves = new int[rows.length];
            Arrays.fill(leaves, -1);
            var sieve = new RowSieve(asked);
            for (int tree = 0; tree < trees.count(); tree++) {
                sieve.leaves(trees, tree, rows, asked, leaves);
                for (int i = 0; i < asked; i++) {
                    assertThat(leaves[i]).isEqualTo(nodeAt(trees, tree, Integer.MAX_VALUE, rows[i]));
                }
            }
            assertThat(leaves).endsWith(-1, -1);
        }
    }

    @Test
    void addsWholeTreesOfOneNumber() throws Exception {
        TrainingData data = data(Windows.NUMBER, true);
        Trees trees = grow(data);
        int[] rows = new SplittableRandom(4).ints(700, 0, ROWS).toArray();
        var sums = new double[rows.length];
        new RowSieve(rows.length).addAnswers(trees, 1, rows, sums);
        for (int i = 0; i < rows.length; i++) {
            assertThat(sums[i]).isEqualTo(trees.answers()[nodeAt(trees, 1, Integer.MAX_VALUE, rows[i])]);
        }
    }

    /** Each split leaves one row to its second child, which waits until all rows have gone down. */
    @Test
    void manyNodesMayWait() throws Exception {
        int splits = 200;
        double[] values = IntStream.rangeClosed(0, splits).asDoubleStream().toArray();
        TrainingData data = Windows.numeric(Windows.NUMBER, values, values);
        var trees = new Trees(BinnedColumns.of(data), 1);
        trees.begin(2 * splits + 1);
        for (int split = 0; split < splits; split++) {
            trees.splitNumeric(trees.add(new double[1], 0), 0, FineBins.last(splits - 1 - split), false);
        }
        var _ = trees.add(values, 0);
        for (int split = splits - 1; split >= 0; split--) {
            trees.secondChild(split, trees.add(values, splits - split));
        }
        var sums = new double[values.length];
        new RowSieve(sums.length)
                .addAnswers(trees, 0, IntStream.range(0, sums.length).toArray(), sums);
        assertThat(sums).isEqualTo(values);
    }

    /** Where a row is after so many levels, or at a leaf before. */
    private static int nodeAt(Trees trees, int tree, int depth, int row) {
        int node = trees.root(tree);
        for (int level = 0; level < depth && !trees.isLeaf(node); level++) {
            node = trees.goesFirst(node, row) ? node + 1 : trees.second(node);
        }
        return node;
    }

    private static void add(Trees trees, int node, double[] into, int at) {
        int width = trees.width();
        for (int c = 0; c < width; c++) {
            into[at * width + c] += trees.answers()[node * width + c];
        }
    }

    /** Deep, as the labels have no sense; bins hold several values, and are cut. */
    private static Trees grow(TrainingData data) throws InterruptedException {
        var limits = new GrowthLimits(25, 2, 1, 2, GrowthLimits.UNLIMITED);
        var grower = new ForestGrower(
                BinnedColumns.of(data),
                FineColumns.of(data),
                new FitRows(data, RowSet.range(0, ROWS)),
                ForestSpec.randomForest(300, limits));
        Trees trees = grower.grow(0, 5, Optional.empty());
        assertThat(trees.count()).isEqualTo(3);
        return trees;
    }

    private static TrainingData data(Label label, boolean lacking) {
        var random = new SplittableRandom(22);
        var features = List.of(Feature.numeric("a"), Feature.numeric("b"), Windows.nominal("c", 300));
        var columns = new double[features.size()][ROWS];
        var y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int f = 0; f < 2; f++) {
                columns[f][row] = lacking && random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
            }
            // Of one value it is never asked for, so that all splits are numbers'.
            columns[2][row] = lacking ? random.nextInt(300) : 0;
            y[row] = switch (label) {
                case Label.Classes c -> random.nextInt(c.classes().size());
                case Label.Regression _ -> random.nextDouble();
            };
        }
        return Windows.of(features, label, columns, y);
    }
}
