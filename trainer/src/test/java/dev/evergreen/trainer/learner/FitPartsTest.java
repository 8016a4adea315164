package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.EnsembleMerge;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FitPartsTest {
    private static final int ROWS = 90;
    private static final Learner FOREST = new SmileRandomForest();

    static Stream<Arguments> fits() {
        return OneThreadTest.fits();
    }

    static Stream<Label> labels() {
        return Stream.of(Samples.BINARY, Samples.FOUR, Samples.NUMBER);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void allPartsMergedAreTheWholeFitHoweverItIsCut(String name, Label label) throws Exception {
        Learner learner = Learners.standard().require(name);
        TrainingData data = Samples.data(label, ROWS, 1);
        RowSet rows = RowSet.where(ROWS, r -> r % 3 != 0);
        for (int trees : name.endsWith("-forest") ? new int[] {1, 2, 7, 50, 130} : new int[] {1, 5}) {
            Parameters parameters = parameters(learner, trees);
            byte[] whole = EnsembleCodec.encode(learner.fit(data, rows, parameters, 5));
            for (int cuts = 0; cuts < 3; cuts++) {
                TreeEnsemble merged = cutAndMerged(learner, data, rows, parameters, new Random(cuts));
                assertThat(EnsembleCodec.encode(merged)).isEqualTo(whole);
            }
            assertThat(learner.refit(data, rows, parameters, 5).ensembles())
                    .singleElement()
                    .satisfies(refit -> assertThat(EnsembleCodec.encode(refit)).isEqualTo(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("labels")
    void partsOfARareClassAreTheWholeFitToo(Label label) throws Exception {
        TrainingData all = Samples.data(label, ROWS, 1);
        double first = all.labelOf(0);
        // All rows with the first row's label, and one other.
        int other = other(all, first);
        RowSet rows = RowSet.where(ROWS, r -> r == other || all.labelOf(r) == first);
        Parameters parameters = parameters(FOREST, 30);
        byte[] whole = EnsembleCodec.encode(FOREST.fit(all, rows, parameters, 5));
        assertThat(EnsembleCodec.encode(cutAndMerged(FOREST, all, rows, parameters, new Random(2))))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void partsOfAConstantAreThatConstant(Label label) throws Exception {
        TrainingData data = Samples.data(label, ROWS, 1);
        Parameters parameters = parameters(FOREST, 30);
        TreeEnsemble whole = FOREST.fit(data, RowSet.range(3, 4), parameters, 5);
        assertThat(whole.combination()).isEqualTo(Combination.CONSTANT);
        TreeEnsemble merged = cutAndMerged(FOREST, data, RowSet.range(3, 4), parameters, new Random(1));
        assertThat(EnsembleCodec.encode(merged)).isEqualTo(EnsembleCodec.encode(whole));
    }

    @Test
    void forestHasEnoughPartsForManyThreadsAndNeverMany() {
        for (int trees : new int[] {1, 2, 10, 50, 99, 100, 101, 200, 1_000, 10_000}) {
            int parts = FOREST.parts(parameters(FOREST, trees));
            assertThat(parts).isBetween(Math.min(trees, 51), 100);
        }
        assertThat(FOREST.parts(parameters(FOREST, 50))).isEqualTo(50);
    }

    @Test
    void boostingIsOnePart() {
        assertThat(new SmileGradientBoosting().parts(Parameters.defaults(new SmileGradientBoosting())))
                .isOne();
        Learner own = new HistogramBoostingLearner();
        assertThat(own.parts(Parameters.defaults(own))).isOne();
        assertThat(new SmileAdaBoost().parts(Parameters.defaults(new SmileAdaBoost())))
                .isOne();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void noPartsAreNoFitAndPartsThatAreNotThereAreRefused(String name, Label label) throws Exception {
        Learner learner = Learners.standard().require(name);
        TrainingData data = Samples.data(label, ROWS, 1);
        Parameters parameters = parameters(learner, 3);
        int parts = learner.parts(parameters);
        assertThat(learner.fitParts(data, RowSet.range(0, ROWS), parameters, 5, parts, parts))
                .isEmpty();
        assertThatThrownBy(() -> learner.fitParts(data, RowSet.range(0, ROWS), parameters, 5, 0, parts + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static TreeEnsemble cutAndMerged(
            Learner learner, TrainingData data, RowSet rows, Parameters parameters, Random random)
            throws InterruptedException {
        int parts = learner.parts(parameters);
        List<TreeEnsemble> fitted = new ArrayList<>();
        for (int from = 0; from < parts; ) {
            int to = Math.min(parts, from + 1 + random.nextInt(parts));
            List<TreeEnsemble> some = learner.fitParts(data, rows, parameters, 5, from, to);
            assertThat(some).hasSize(to - from);
            fitted.addAll(some);
            from = to;
        }
        return EnsembleMerge.merge(fitted);
    }

    private static int other(TrainingData data, double label) {
        int row = 0;
        while (data.labelOf(row) == label) {
            row++;
        }
        return row;
    }

    private static Parameters parameters(Learner learner, int trees) {
        return learner.name().equals("random-forest")
                ? Samples.parameters(learner, "n_estimators", trees, "max_depth", 3, "max_samples", 0.7)
                : Samples.parameters(learner, "n_estimators", trees);
    }
}
