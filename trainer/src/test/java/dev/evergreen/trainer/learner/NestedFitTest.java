package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.resource.Crew;
import dev.evergreen.trainer.resource.HelpingThreads;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one fit answers for several candidates is what fits of their own answer, to the last bit. */
class NestedFitTest {
    private static final int ROWS = 150;
    /** In no order, two alike, and one round alone. */
    private static final int[] ROUNDS = {12, 1, 30, 12, 5};

    private static final RowSet TRAIN = RowSet.where(ROWS, r -> r % 3 != 0);
    private static final RowSet TEST = RowSet.where(ROWS, r -> r % 3 == 0);

    static Stream<Arguments> fits() {
        return OneThreadTest.fits();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void answersAsSeparateFitsDo(String name, Label label) throws Exception {
        assertSame(Learners.standard().require(name), Samples.data(label, ROWS, 1), TRAIN);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void answersAsSeparateFitsDoWhereEachTreeDrawsSomeRows(String name, Label label) throws Exception {
        Learner learner = Learners.standard().require(name);
        Object[] drawn = switch (name) {
            case "random-forest" -> new Object[] {"max_samples", 0.6, "max_depth", 4};
            case "histogram-boosting" ->
                new Object[] {"subsample", 0.6, "min_samples_leaf", 3, "max_features", 0.5, "max_leaf_nodes", 6};
            case "gradient-boosting" -> new Object[] {"subsample", 0.6, "learning_rate", 0.3};
            default -> new Object[] {"max_depth", 3};
        };
        assertSame(learner, Samples.data(label, ROWS, 2), TRAIN, drawn);
    }

    /** So many rows to answer for that they are several pieces of work and helpers find some, and forests that are helped. */
    @ParameterizedTest
    @MethodSource("labels")
    void answersTheSameWhoeverHelps(Label label) throws Exception {
        Learner forest = HistogramLearner.randomForest();
        TrainingData data = Samples.data(label, 10_000, 3);
        RowSet train = RowSet.range(0, 1_000);
        RowSet test = RowSet.range(1_000, 10_000);
        List<Parameters> candidates = Stream.of(20, 7)
                .map(trees -> Samples.parameters(forest, "n_estimators", trees, "max_depth", trees))
                .toList();
        double[][] alone = forest.fitNested(data, train, candidates, 5).predict(data, test);
        var helped = new AtomicReference<double[][]>();
        new Crew(new HelpingThreads(3))
                .run(() -> helped.set(uninterrupted(
                        () -> forest.fitNested(data, train, candidates, 5).predict(data, test))));
        assertThat(helped.get()).isDeepEqualTo(alone);
    }

    static Stream<Label> labels() {
        return Stream.of(Samples.BINARY, Samples.FOUR, Samples.NUMBER);
    }

    private static double[][] uninterrupted(Callable<double[][]> fit) {
        try {
            return fit.call();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void answersAsSeparateFitsDoWhereThereIsNothingToLearn(String name, Label label) throws Exception {
        assertSame(Learners.standard().require(name), Samples.data(label, ROWS, 1), RowSet.range(3, 4));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void answersAsSeparateFitsDoForClassesThatTrainingLacks(String name, Label label) throws Exception {
        TrainingData data = Samples.data(label, ROWS, 1);
        double rare = data.labelOf(0);
        assertSame(
                Learners.standard().require(name), data, RowSet.where(ROWS, r -> r > 100 && data.labelOf(r) != rare));
    }

    @Test
    void answersAsSeparateFitsDoWhereBoostingEndsEarly() throws Exception {
        Learner boosting = Learners.standard().require("ada-boost");
        // Labels that no stump tells apart for long: some rounds succeed, then four in a row are guesses.
        TrainingData data = unlearnable();
        TreeEnsemble largest = boosting.fit(
                data, RowSet.range(0, data.rows()), Samples.parameters(boosting, "n_estimators", 5_000), 7);
        assertThat(largest.rounds()).isBetween(1, 4_999);
        int ended = largest.rounds();
        assertSame(boosting, data, RowSet.range(0, data.rows()), new int[] {5_000, ended + 1, ended, 1});
    }

    @Test
    void oneCandidateNeedsNoNestedParameter() throws Exception {
        var plain = new Unnested();
        TrainingData data = Samples.data(Samples.BINARY, ROWS, 1);
        var parameters = Parameters.of(plain, Map.of());
        double[][] predictions =
                plain.fitNested(data, TRAIN, List.of(parameters), 7).predict(data, TEST);
        assertThat(predictions).hasDimensions(1, 2 * TEST.size());
        assertThat(predictions[0]).isEqualTo(alone(plain.fit(data, TRAIN, parameters, 7), data, TEST));
    }

    @Test
    void severalCandidatesNeedANestedParameter() {
        var plain = new Unnested();
        var parameters = Parameters.of(plain, Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.fitNested(
                        Samples.data(Samples.BINARY, ROWS, 1), TRAIN, List.of(parameters, parameters), 7))
                .withMessage("unnested cannot serve 2 candidates nested in [] by stages");
    }

    @Test
    void isInterruptedWhileItScores() throws Exception {
        Learner forest = Learners.standard().require("random-forest");
        TrainingData data = Samples.data(Samples.BINARY, ROWS, 1);
        NestedFit fit = forest.fitNested(data, TRAIN, List.of(Samples.parameters(forest, "n_estimators", 2)), 7);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fit.predict(data, TEST)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void assertSame(Learner learner, TrainingData data, RowSet train, Object... others)
            throws InterruptedException {
        assertSame(learner, data, train, ROUNDS, others);
    }

    private static void assertSame(Learner learner, TrainingData data, RowSet train, int[] rounds, Object... others)
            throws InterruptedException {
        assertThat(learner.nested()).contains("n_estimators");
        RowSet test = RowSet.where(data.rows(), r -> r % 3 == 0);
        List<Parameters> candidates = IntStream.of(rounds)
                .mapToObj(n -> {
                    Object[] all = Arrays.copyOf(others, others.length + 2);
                    all[others.length] = "n_estimators";
                    all[others.length + 1] = n;
                    return Samples.parameters(learner, all);
                })
                .toList();
        double[][] nested = learner.fitNested(data, train, candidates, 7).predict(data, test);
        assertThat(nested.length).isEqualTo(rounds.length);
        for (int c = 0; c < rounds.length; c++) {
            TreeEnsemble separate = learner.fit(data, train, candidates.get(c), 7);
            if (separate.combination() != Combination.CONSTANT) {
                assertThat(separate.rounds()).isBetween(1, rounds[c]);
            }
            assertThat(nested[c]).as("n_estimators %d", rounds[c]).isEqualTo(alone(separate, data, test));
        }
    }

    private static double[] alone(TreeEnsemble model, TrainingData data, RowSet rows) {
        var row = new double[data.features().size()];
        var out = new double[model.outputs()];
        return rows.stream()
                .boxed()
                .flatMapToDouble(r -> {
                    data.copyRow(r, row);
                    model.score(row, out);
                    return Arrays.stream(out.clone());
                })
                .toArray();
    }

    /** A feature of two values, and labels that follow it in three of five rows: one stump takes all there is. */
    private static TrainingData unlearnable() {
        var random = new Random(1);
        var feature = new double[60];
        var labels = new double[60];
        for (int r = 0; r < labels.length; r++) {
            feature[r] = random.nextInt(2);
            labels[r] = random.nextInt(5) < 3 ? feature[r] : 1 - feature[r];
        }
        return new TrainingData(
                List.of(Feature.numeric("x")), Samples.BINARY, new double[][] {feature}, labels, new long[60]);
    }

    /** Takes no parameters, and so can have none nested. */
    private static final class Unnested implements Learner {
        private final Learner forest = Learners.standard().require("random-forest");

        @Override
        public String name() {
            return "unnested";
        }

        @Override
        public boolean supports(Label label) {
            return true;
        }

        @Override
        public List<ParameterSpec> parameters() {
            return List.of();
        }

        @Override
        public TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed)
                throws InterruptedException {
            return forest.fit(data, rows, Samples.parameters(forest, "n_estimators", 3), seed);
        }

        @Override
        public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
            return 0;
        }
    }
}
