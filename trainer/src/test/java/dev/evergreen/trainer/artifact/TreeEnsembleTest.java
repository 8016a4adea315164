package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeEnsembleTest {
    private static final double[] NOTHING = new double[2];

    @Test
    void numericSplitSendsUpToTheThresholdAndNominalItsValueToTheFirstChild() {
        TreeEnsemble model = TreeEnsembleBuilder.regression(Combination.SUM, 2, 100)
                .tree(1)
                .split(NodeKind.NUMERIC, 0, 2.5)
                .leaf(1)
                .split(NodeKind.NOMINAL_EQUALS, 1, 3)
                .leaf(2)
                .leaf(3)
                .build(NOTHING);
        assertThat(score(model, 2.5, 3)).containsExactly(101);
        assertThat(score(model, 2.6, 3)).containsExactly(102);
        assertThat(score(model, 2.6, 4)).containsExactly(103);
        assertThat(score(model, Double.NaN, -7)).containsExactly(103);
        assertThat(score(model, Double.POSITIVE_INFINITY, 1e300)).containsExactly(103);
        assertThat(model.nodes()).isEqualTo(5);
        assertThat(model.secondChild(0)).isEqualTo(2);
    }

    @Test
    void missingValueGoesToTheFirstChildWhereTheSplitSaysSo() {
        TreeEnsemble model = TreeEnsembleBuilder.regression(Combination.SUM, 1, 0)
                .tree(1)
                .split(NodeKind.NUMERIC_OR_MISSING, 0, 2.5)
                .leaf(1)
                .leaf(2)
                .build(new double[1]);
        assertThat(score(model, 2.5)).containsExactly(1);
        assertThat(score(model, Math.nextUp(2.5))).containsExactly(2);
        assertThat(score(model, Double.NaN)).containsExactly(1);
        assertThat(score(model, Double.NEGATIVE_INFINITY)).containsExactly(1);
        assertThat(score(model, Double.POSITIVE_INFINITY)).containsExactly(2);
        assertThat(model.missingFirst(0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void codesOfTheSetGoToTheFirstChild(boolean missingFirst) {
        TreeEnsemble model = TreeEnsembleBuilder.regression(Combination.SUM, 1, 0)
                .tree(1)
                .splitIn(0, new long[] {1L << 63 | 0b101, 0, 0b10}, missingFirst)
                .leaf(1)
                .leaf(2)
                .build(new double[1]);
        for (double in : new double[] {0, -0.0, 2, 63, 129}) {
            assertThat(score(model, in)).as("%s", in).containsExactly(1);
        }
        double[] out = {
            1,
            62,
            64,
            127,
            128,
            130,
            191,
            192,
            320,
            9_999,
            -1,
            -62,
            -64,
            0.5,
            2.000001,
            1e300,
            -1e300,
            4_294_967_296.0,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        for (double x : out) {
            assertThat(score(model, x)).as("%s", x).containsExactly(2);
        }
        assertThat(score(model, Double.NaN)).containsExactly(missingFirst ? 1 : 2);
        assertThat(model.missingFirst(0)).isEqualTo(missingFirst);
        assertThat(model.set(0)).containsExactly(1L << 63 | 0b101, 0, 0b10);
    }

    @Test
    void equalSetsAreShared() {
        long[] words = new Random(7).longs(50).toArray();
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, 2, 0).tree(1);
        for (int i = 0; i < 1_000; i++) {
            builder.splitIn(i % 2, new long[] {words[i % 50], 1 + i % 30}, i % 4 == 0)
                    .leaf(i);
        }
        TreeEnsemble model = builder.leaf(0).build(NOTHING);
        // 150 pairs of words, those of even numbers with either flag.
        assertThat(model.sets().size()).isEqualTo(225);
        for (int i = 0; i < 1_000; i++) {
            assertThat(model.set(2 * i)).containsExactly(words[i % 50], 1 + i % 30);
            assertThat(model.missingFirst(2 * i)).isEqualTo(i % 4 == 0);
        }
    }

    @Test
    void posteriorsAreWeightedAndNormalised() {
        TreeEnsemble model = TreeEnsembleBuilder.classifier(Combination.POSTERIORS, 2, 3, new int[] {0, 2})
                .tree(3)
                .leaf(0.25, 0.75)
                .tree(1)
                .leaf(0.75, 0.25)
                .build(NOTHING);
        assertThat(score(model, 0, 0)).containsExactly(1.5 / 4, 0, 2.5 / 4);
    }

    @Test
    void votesCountByWeight() {
        TreeEnsemble model = TreeEnsembleBuilder.classifier(Combination.VOTES, 2, 2, new int[] {0, 1})
                .tree(3)
                .leaf(1)
                .tree(1)
                .leaf(0)
                .build(NOTHING);
        assertThat(score(model, 0, 0)).containsExactly(0.25, 0.75);
    }

    @Test
    void softmaxTakesTreesByTurns() {
        TreeEnsemble model = TreeEnsembleBuilder.classifier(Combination.SOFTMAX, 2, 3, new int[] {1, 2})
                .tree(1)
                .leaf(Math.log(3))
                .tree(1)
                .leaf(0)
                .build(NOTHING);
        double[] out = score(model, 0, 0);
        assertThat(out[0]).isZero();
        assertThat(out[1]).isEqualTo(0.75, within(1e-15));
        assertThat(model.rounds()).isEqualTo(1);
    }

    @Test
    void treesThatCountForNothingGiveEvenOdds() {
        TreeEnsemble model = TreeEnsembleBuilder.classifier(Combination.POSTERIORS, 2, 2, new int[] {0, 1})
                .tree(0)
                .leaf(0.25, 0.75)
                .build(NOTHING);
        assertThat(score(model, 0, 0)).containsExactly(0.5, 0.5);
    }

    @Test
    void firstOfEqualClassesIsPredicted() {
        assertThat(TreeEnsemble.predictClass(new double[] {0.2, 0.4, 0.4, 0})).isEqualTo(1);
        assertThat(TreeEnsemble.predictClass(new double[] {0, 0, 0, 0})).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void scoringAllocatesNothing(Combination combination) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        TreeEnsemble model = Ensembles.randomOfAllKinds(combination, new Random(2));
        double[] row = Ensembles.row(new Random(3));
        var out = new double[model.outputs()];
        for (int i = 0; i < 100; i++) {
            model.score(row, out);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            model.score(row, out);
        }
        // The measurement itself takes some bytes, a double[] a call would take 400,000 and more.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @ParameterizedTest
    @EnumSource
    void anyRowScoresFinite(Combination combination) {
        var random = new Random(5);
        TreeEnsemble model = Ensembles.randomOfAllKinds(combination, random);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 1e18, 0.5};
        var row = new double[Ensembles.FEATURES];
        for (int i = 0; i < 500; i++) {
            for (int f = 0; f < row.length; f++) {
                row[f] = odd[random.nextInt(odd.length)];
            }
            assertThat(DoubleStream.of(score(model, row))).allMatch(Double::isFinite);
        }
    }

    @Test
    void stayAsTheyAreWhateverTheirBuilderIsGivenNext() {
        TreeEnsembleBuilder builder = regression();
        builder.expect(3, 2);
        builder.split(NodeKind.NUMERIC, 0, 2.5).leaf(1).leaf(2);
        TreeEnsemble first = builder.build(NOTHING);
        byte[] before = EnsembleCodec.encode(first);

        TreeEnsemble second =
                builder.tree(1).split(NodeKind.NUMERIC, 1, 7).leaf(10).leaf(20).build(NOTHING);

        assertThat(EnsembleCodec.encode(first)).isEqualTo(before);
        assertThat(score(first, 2, 8)).containsExactly(1);
        assertThat(score(second, 2, 8)).containsExactly(10.5);
    }

    @Test
    void builderRefusesWhatCouldNotBeScored() {
        assertThatThrownBy(() -> regression().split(NodeKind.NUMERIC, 2, 0)).hasMessageContaining("feature 2");
        assertThatThrownBy(() -> regression().split(NodeKind.NUMERIC, 0, Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> regression().split(NodeKind.NUMERIC_OR_MISSING, 0, Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> regression().split(NodeKind.NOMINAL_IN, 0, 1)).hasMessageContaining("NOMINAL_IN");
        assertThatThrownBy(() -> regression().splitIn(2, new long[] {1}, false)).hasMessageContaining("feature 2");
        assertThatThrownBy(() -> regression().splitIn(0, new long[0], true)).hasMessageContaining("0 words");
        assertThatThrownBy(() -> regression().splitIn(0, new long[] {1, 0}, true))
                .hasMessageContaining("2 words");
        assertThatThrownBy(() -> regression().splitIn(0, lastCode(10_000), false))
                .hasMessageContaining("code 10000");
        assertThat(regression()
                        .splitIn(0, lastCode(9_999), false)
                        .leaf(1)
                        .leaf(2)
                        .build(NOTHING)
                        .nodes())
                .isEqualTo(3);
        assertThatThrownBy(() -> regression().leaf(Double.NaN)).hasMessageContaining("a leaf of NaN");
        assertThatThrownBy(() -> regression().leaf(1e151)).hasMessageContaining("a leaf of 1.0E151");
        assertThatThrownBy(() -> regression().leaf(1, 2)).hasMessageContaining("2 numbers");
        assertThatThrownBy(() -> regression().leaf(1).leaf(1)).hasMessageContaining("outside of a tree");
        assertThatThrownBy(() -> regression().split(NodeKind.NUMERIC, 0, 1).build(NOTHING))
                .hasMessageContaining("open branch");
        assertThatThrownBy(() ->
                        TreeEnsembleBuilder.regression(Combination.MEAN, 2).build(NOTHING))
                .hasMessageContaining("0 trees");
        assertThatThrownBy(() -> TreeEnsembleBuilder.regression(Combination.VOTES, 2))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> TreeEnsembleBuilder.classifier(Combination.VOTES, 2, 2, new int[] {1, 1}))
                .hasMessageContaining("trained class 1");
    }

    private static long[] lastCode(int code) {
        var bitmap = new long[code / 64 + 1];
        bitmap[code / 64] = 1L << code;
        return bitmap;
    }

    private static TreeEnsembleBuilder regression() {
        return TreeEnsembleBuilder.regression(Combination.MEAN, 2).tree(1);
    }

    private static double[] score(TreeEnsemble model, double... row) {
        var out = new double[model.outputs()];
        model.score(row, out);
        return out;
    }
}
