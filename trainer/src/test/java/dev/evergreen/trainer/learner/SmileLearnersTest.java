package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmileLearnersTest {
    private static final RowSet ALL = RowSet.range(0, 400);

    static Stream<Arguments> fits() {
        return OneThreadTest.fits();
    }

    static Stream<Arguments> smileFits() {
        return OneThreadTest.smileFits();
    }

    static Stream<String> classifiers() {
        return Stream.of("random-forest", "gradient-boosting", "ada-boost");
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void sameArgumentsGiveTheSameBytesOnAnyThreadAndBesideOthers(String name, Label label) throws Exception {
        byte[] fresh = bytes(name, label, 5);
        assertThat(bytes(name, label, 6)).isNotEqualTo(fresh);
        try (var reused = new FitThread("reused");
                var others = Executors.newFixedThreadPool(3)) {
            List<Future<byte[]>> beside = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                beside.add(others.submit(() -> bytes(name, label, 5)));
            }
            reused.call(() -> bytes(name, label, 8));
            assertThat(reused.call(() -> bytes(name, label, 5))).isEqualTo(fresh);
            for (var future : beside) {
                assertThat(future.get()).isEqualTo(fresh);
            }
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void largerEnsembleHoldsEverySmallerOne(String name, Label label) throws Exception {
        TreeEnsemble large = fit(name, label, 12, 3);
        int[] rounds = {1, 5, 12};
        var stages = new double[3][large.outputs()];
        var out = new double[large.outputs()];
        var random = new Random(4);
        List<TreeEnsemble> small = List.of(fit(name, label, 1, 3), fit(name, label, 5, 3), large);
        for (int i = 0; i < 200; i++) {
            double[] row = Samples.row(random);
            large.scoreStages(row, rounds, stages);
            for (int s = 0; s < rounds.length; s++) {
                small.get(s).score(row, out);
                assertThat(stages[s]).containsExactly(out);
            }
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("smileFits")
    void nominalFeaturesAreSplitByValue(String name, Label label) throws Exception {
        TreeEnsemble model = fit(name, label, 20, 3);
        var kinds = IntStream.range(0, model.nodes())
                .filter(n -> model.kind(n) == NodeKind.NOMINAL_EQUALS)
                .map(model::splitFeature)
                .distinct();
        assertThat(kinds.boxed()).isNotEmpty().isSubsetOf(2, 4);
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void oneClassGivesAConstant(String name) throws Exception {
        TreeEnsemble model = Learners.standard().require(name).fit(onlyClasses(2), ALL, parameters(name, 10), 1);
        assertThat(model.combination()).isEqualTo(Combination.CONSTANT);
        assertThat(score(model)).containsExactly(0, 0, 1, 0);
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void classesThatAFoldLacksScoreNothingAndShiftNoOther(String name) throws Exception {
        TreeEnsemble model = Learners.standard().require(name).fit(onlyClasses(1, 3), ALL, parameters(name, 10), 1);
        assertThat(model.outputs()).isEqualTo(4);
        assertThat(model.trainedClasses()).containsExactly(1, 3);
        var right = 0;
        var out = new double[4];
        var row = new double[Samples.FEATURES.size()];
        for (int r = 0; r < 400; r++) {
            onlyClasses(1, 3).copyRow(r, row);
            model.score(row, out);
            assertThat(out[0]).isZero();
            assertThat(out[2]).isZero();
            assertThat(out[1] + out[3]).isBetween(1 - 1e-12, 1 + 1e-12);
            right += TreeEnsemble.predictClass(out) == onlyClasses(1, 3).labelOf(r) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(240);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void fewestRowsStillGiveAModel(String name, Label label) throws Exception {
        for (int rows = 1; rows <= 12; rows++) {
            for (long seed = 0; seed < 10; seed++) {
                TreeEnsemble model = Learners.standard()
                        .require(name)
                        .fit(Samples.data(label, 12, seed), RowSet.range(0, rows), parameters(name, 5), seed);
                double[] out = score(model);
                assertThat(DoubleStream.of(out)).allMatch(Double::isFinite);
                assertThat(EnsembleCodec.encode(EnsembleCodec.decode(EnsembleCodec.encode(model))))
                        .isEqualTo(EnsembleCodec.encode(model));
            }
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void featuresWithoutInformationGiveAModel(String name, Label label) throws Exception {
        TrainingData data = Samples.data(label, 60, 1);
        var flat = new TrainingData(
                List.of(Feature.numeric("flat")),
                label,
                new double[1][60],
                IntStream.range(0, 60).mapToDouble(data::labelOf).toArray(),
                new long[60]);
        TreeEnsemble model = Learners.standard().require(name).fit(flat, RowSet.range(0, 60), parameters(name, 5), 1);
        var out = new double[model.outputs()];
        model.score(new double[] {3}, out);
        assertThat(DoubleStream.of(out)).allMatch(Double::isFinite);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void interruptEndsTheFitSoon(String name, Label label) throws Exception {
        var outcome = new AtomicReference<Throwable>();
        TrainingData data = Samples.data(label, 4_000, 1);
        Learner learner = Learners.standard().require(name);
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                learner.fit(data, RowSet.range(0, 4_000), parameters(name, 10_000), 1);
            } catch (Throwable t) {
                outcome.set(t);
            }
        });
        Thread.sleep(300);
        caller.interrupt();
        caller.join(10_000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesALabelItCannotLearn() {
        Learner boosting = Learners.standard().require("ada-boost");
        assertThatThrownBy(() -> boosting.fit(
                        Samples.data(Samples.NUMBER, 10, 1), RowSet.range(0, 10), Parameters.defaults(boosting), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ada-boost cannot learn");
    }

    private static TrainingData onlyClasses(int... classes) {
        TrainingData data = Samples.data(Samples.FOUR, 400, 1);
        var columns = new double[Samples.FEATURES.size()][400];
        var labels = new double[400];
        for (int r = 0; r < 400; r++) {
            for (int f = 0; f < columns.length; f++) {
                columns[f][r] = data.value(f, r);
            }
            labels[r] = classes[((int) data.labelOf(r)) * classes.length / 4];
        }
        return new TrainingData(Samples.FEATURES, Samples.FOUR, columns, labels, new long[400]);
    }

    private static double[] score(TreeEnsemble model) {
        var out = new double[model.outputs()];
        model.score(Samples.row(new Random(9)), out);
        return out;
    }

    private static byte[] bytes(String name, Label label, long seed) throws InterruptedException {
        return EnsembleCodec.encode(fit(name, label, 8, seed));
    }

    private static TreeEnsemble fit(String name, Label label, int trees, long seed) throws InterruptedException {
        return Learners.standard().require(name).fit(Samples.data(label, 400, 1), ALL, parameters(name, trees), seed);
    }

    private static Parameters parameters(String name, int trees) {
        Learner learner = Learners.standard().require(name);
        // Without a draw of rows boosting leaves nothing to chance.
        return name.endsWith("boosting")
                ? Samples.parameters(learner, "n_estimators", trees, "subsample", 0.7)
                : Samples.parameters(learner, "n_estimators", trees, "max_depth", 4);
    }
}
