package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleScorerTest {
    private static final double[] ODD = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -0.0, 0, 1e18, 0.5, 255, 256, 299, 10_000
    };

    @ParameterizedTest
    @EnumSource
    void scoresToTheLastBitAsTheEnsembleRowByRowAndInBatches(Combination combination) {
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            TreeEnsemble model = i % 2 == 0
                    ? Ensembles.randomOfAllKinds(combination, random)
                    : Ensembles.random(combination, random);
            requireSame(model, rows(random, 1 + random.nextInt(200)));
        }
    }

    @Test
    void scoresAThresholdAndItsNeighboursAsTheEnsemble() {
        var random = new Random(2);
        TreeEnsemble model = Ensembles.randomOfAllKinds(Combination.SUM, random);
        var rows = new ArrayList<double[]>();
        for (int node = 0; node < model.nodes(); node++) {
            if (model.kind(node) == NodeKind.NUMERIC || model.kind(node) == NodeKind.NUMERIC_OR_MISSING) {
                double threshold = model.splitValue(node);
                for (double x : new double[] {threshold, Math.nextUp(threshold), Math.nextDown(threshold)}) {
                    double[] row = Ensembles.row(random);
                    row[model.splitFeature(node)] = x;
                    rows.add(row);
                }
            }
        }
        requireSame(model, rows);
    }

    @Test
    void infiniteThresholdsAndBothZerosAreLikeOthers() {
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, Ensembles.FEATURES, 0);
        double[] thresholds = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, 0.0, 1};
        for (double threshold : thresholds) {
            for (NodeKind kind : List.of(NodeKind.NUMERIC, NodeKind.NUMERIC_OR_MISSING)) {
                builder.tree(1)
                        .split(kind, 0, threshold)
                        .leaf(builder.nodes + 0.1)
                        .leaf(Math.PI);
            }
        }
        TreeEnsemble model = builder.build(new double[Ensembles.FEATURES]);
        requireSame(model, rows(new Random(3), 100));
    }

    @Test
    void treesOfAnyDepthAndNumberAreWalkedToTheirLeaves() {
        var random = new Random(4);
        for (int trees = 1; trees <= 20; trees++) {
            var builder = TreeEnsembleBuilder.regression(Combination.MEAN, Ensembles.FEATURES);
            for (int t = 0; t < trees; t++) {
                builder.tree(1);
                int depth = random.nextInt(300);
                for (int d = 0; d < depth; d++) {
                    builder.split(NodeKind.NUMERIC, random.nextInt(4), random.nextGaussian() - 2)
                            .leaf(random.nextGaussian());
                }
                builder.leaf(random.nextGaussian());
            }
            requireSame(builder.build(new double[Ensembles.FEATURES]), rows(random, 30));
        }
    }

    @Test
    void setsOfDifferentLengthsOfOneFeatureAreToldApart() {
        var random = new Random(5);
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, Ensembles.FEATURES, 0);
        for (int words = 1; words <= 157; words += 13) {
            long[] bitmap = random.longs(words).toArray();
            bitmap[words - 1] = 1L + random.nextInt(0xffff);
            for (int feature = 4; feature < 6; feature++) {
                builder.tree(1)
                        .splitIn(feature, bitmap, words % 2 == 0)
                        .leaf(random.nextGaussian())
                        .leaf(random.nextGaussian());
            }
        }
        TreeEnsemble model = builder.build(new double[Ensembles.FEATURES]);
        List<double[]> rows = rows(random, 100);
        for (int code = 0; code < 10_100; code++) {
            double[] row = Ensembles.row(random);
            row[4] = code;
            row[5] = 10_099 - code;
            rows.add(row);
        }
        requireSame(model, rows);
    }

    @Test
    void anEnsembleOfTooManyThresholdsScoresAsEver() {
        TreeEnsemble most = chain(PackedTrees.VALUES);
        assertThat(EnsembleScorer.of(most).fast()).isTrue();
        requireSame(most, rows(new Random(6), 5));
        TreeEnsemble more = chain(PackedTrees.VALUES + 1);
        EnsembleScorer scorer = EnsembleScorer.of(more);
        assertThat(scorer.fast()).isFalse();
        requireSame(more, rows(new Random(6), 5));
    }

    /** Trees of 4,000 splits each, all at different thresholds of one feature. */
    private static TreeEnsemble chain(int thresholds) {
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, Ensembles.FEATURES, 0);
        for (int i = 0; i < thresholds; i++) {
            if (i % 4_000 == 0) {
                if (i > 0) {
                    builder.leaf(-1);
                }
                builder.tree(1);
            }
            builder.split(NodeKind.NUMERIC, 0, (i - thresholds / 2) / 10_000.0).leaf(i);
        }
        return builder.leaf(-1).build(new double[Ensembles.FEATURES]);
    }

    @ParameterizedTest
    @EnumSource
    void scoringAllocatesNothing(Combination combination) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        TreeEnsemble model = Ensembles.randomOfAllKinds(combination, new Random(2));
        EnsembleScorer scorer = EnsembleScorer.of(model);
        double[] row = Ensembles.row(new Random(3));
        var out = new double[model.outputs()];
        for (int i = 0; i < 100; i++) {
            scorer.score(row, out);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            scorer.score(row, out);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void threadsThatShareAScorerGetTheirOwnAnswers() throws Exception {
        var random = new Random(7);
        TreeEnsemble model = Ensembles.randomOfAllKinds(Combination.POSTERIORS, random);
        EnsembleScorer scorer = EnsembleScorer.of(model);
        List<double[]> rows = rows(random, 64);
        Callable<Void> scoreAll = () -> {
            for (int i = 0; i < 300; i++) {
                for (double[] row : rows) {
                    var out = new double[model.outputs()];
                    scorer.score(row, out);
                    assertThat(out).containsExactly(expected(model, row));
                }
            }
            return null;
        };
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done : pool.invokeAll(List.of(scoreAll, scoreAll, scoreAll, scoreAll))) {
                done.get();
            }
        }
    }

    private static void requireSame(TreeEnsemble model, List<double[]> rows) {
        EnsembleScorer scorer = EnsembleScorer.of(model);
        int skipped = rows.size() / 3;
        var columns = new double[model.features()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int f = 0; f < columns.length; f++) {
                columns[f][r] = rows.get(r)[f];
            }
        }
        int outputs = model.outputs();
        var batch = new double[(rows.size() - skipped) * outputs];
        scorer.score(columns, skipped, rows.size() - skipped, batch);
        var out = new double[outputs];
        for (int r = 0; r < rows.size(); r++) {
            double[] expected = expected(model, rows.get(r));
            scorer.score(rows.get(r), out);
            assertThat(bits(out)).as("%s", rows.get(r)).isEqualTo(bits(expected));
            if (r >= skipped) {
                int at = (r - skipped) * outputs;
                assertThat(bits(Arrays.copyOfRange(batch, at, at + outputs))).isEqualTo(bits(expected));
            }
        }
    }

    private static double[] expected(TreeEnsemble model, double[] row) {
        var out = new double[model.outputs()];
        model.score(row, out);
        return out;
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static List<double[]> rows(Random random, int count) {
        var rows = new ArrayList<double[]>();
        for (int r = 0; r < count; r++) {
            double[] row = Ensembles.row(random);
            for (int odd = random.nextInt(4); odd > 0; odd--) {
                row[random.nextInt(row.length)] = ODD[random.nextInt(ODD.length)];
            }
            rows.add(row);
        }
        return rows;
    }
}
