package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.AdaBoost;
import smile.classification.Classifier;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.math.MathEx;
import smile.model.cart.Loss;
import smile.model.cart.SplitRule;
import smile.regression.Regression;

/** Our models against Smile's own, fitted with the same seeds: the same answers to the last bit, also once encoded. */
class SmileEqualityTest {
    private static final long SEED = 7;
    private static final int ROWS = 600;
    private static final RowSet FOLD = RowSet.where(ROWS, r -> r % 5 != 2);

    @ParameterizedTest
    @ValueSource(strings = {"gini", "entropy", "classification_error"})
    void forestOfTwoClasses(String criterion) throws Exception {
        classes(
                forest(Samples.BINARY, SplitRule.valueOf(criterion.toUpperCase(Locale.ROOT)), 1.0, 2),
                Samples.BINARY,
                new SmileRandomForest(),
                "n_estimators",
                12,
                "max_depth",
                9,
                "min_samples_leaf",
                3,
                "max_features",
                2,
                "max_leaf_nodes",
                40,
                "criterion",
                criterion);
    }

    @Test
    void forestOfFourClassesWithoutReplacementAndWithAllFeatures() throws Exception {
        classes(
                forest(Samples.FOUR, SplitRule.GINI, 0.7, 5),
                Samples.FOUR,
                new SmileRandomForest(),
                "n_estimators",
                12,
                "max_depth",
                9,
                "min_samples_leaf",
                3,
                "max_features",
                "all",
                "max_leaf_nodes",
                40,
                "max_samples",
                0.7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 0.6})
    void forestOfNumbers(double sampled) throws Exception {
        TrainingFrame frame = frame(Samples.NUMBER);
        var model = smile.regression.RandomForest.fit(
                SmileFrames.FORMULA,
                SmileFrames.xy(frame),
                new smile.regression.RandomForest.Options(12, 2, 10, 50, 3, sampled, treeSeeds(12), null));
        numbers(
                model,
                new SmileRandomForest(),
                "n_estimators",
                12,
                "max_depth",
                9,
                "min_samples_leaf",
                3,
                "max_features",
                2,
                "max_leaf_nodes",
                50,
                "max_samples",
                sampled);
    }

    @Test
    void boostingOfTwoClasses() throws Exception {
        classes(
                boosting(Samples.BINARY),
                Samples.BINARY,
                new SmileGradientBoosting(),
                "n_estimators",
                15,
                "max_depth",
                4,
                "max_leaf_nodes",
                9,
                "min_samples_leaf",
                4,
                "learning_rate",
                0.2,
                "subsample",
                0.8);
    }

    @Test
    void boostingOfFourClasses() throws Exception {
        classes(
                boosting(Samples.FOUR),
                Samples.FOUR,
                new SmileGradientBoosting(),
                "n_estimators",
                15,
                "max_depth",
                4,
                "max_leaf_nodes",
                9,
                "min_samples_leaf",
                4,
                "learning_rate",
                0.2,
                "subsample",
                0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squared_error", "absolute_error", "huber", "quantile"})
    void boostingOfNumbers(String loss) throws Exception {
        TrainingFrame frame = frame(Samples.NUMBER);
        Loss smileLoss = switch (loss) {
            case "absolute_error" -> Loss.lad();
            case "huber" -> Loss.huber(0.8);
            case "quantile" -> Loss.quantile(0.8);
            default -> Loss.ls();
        };
        MathEx.setSeed(SEED);
        var model = smile.regression.GradientTreeBoost.fit(
                SmileFrames.FORMULA,
                SmileFrames.xy(frame),
                new smile.regression.GradientTreeBoost.Options(smileLoss, 15, 5, 9, 4, 0.2, 0.8, null, null));
        numbers(
                model,
                new SmileGradientBoosting(),
                "n_estimators",
                15,
                "max_depth",
                4,
                "max_leaf_nodes",
                9,
                "min_samples_leaf",
                4,
                "learning_rate",
                0.2,
                "subsample",
                0.8,
                "loss",
                loss,
                "alpha",
                0.8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adaBoost(boolean binary) throws Exception {
        Label label = binary ? Samples.BINARY : Samples.FOUR;
        TrainingFrame frame = frame(label);
        MathEx.setSeed(SEED);
        var model =
                AdaBoost.fit(SmileFrames.FORMULA, SmileFrames.xy(frame), new AdaBoost.Options(15, 4, 6, 2, null, null));
        classes(
                model,
                label,
                new SmileAdaBoost(),
                "n_estimators",
                15,
                "max_depth",
                3,
                "max_leaf_nodes",
                6,
                "min_samples_leaf",
                2);
    }

    private static Classifier<Tuple> forest(Label label, SplitRule rule, double sampled, int mtry) {
        TrainingFrame frame = frame(label);
        return smile.classification.RandomForest.fit(
                SmileFrames.FORMULA,
                SmileFrames.xy(frame),
                new smile.classification.RandomForest.Options(
                        12, mtry, rule, 10, 40, 3, sampled, null, treeSeeds(12), null));
    }

    private static Classifier<Tuple> boosting(Label label) {
        TrainingFrame frame = frame(label);
        MathEx.setSeed(SEED);
        return smile.classification.GradientTreeBoost.fit(
                SmileFrames.FORMULA,
                SmileFrames.xy(frame),
                new smile.classification.GradientTreeBoost.Options(15, 5, 9, 4, 0.2, 0.8, null, null));
    }

    private static long[] treeSeeds(int trees) {
        return LongStream.range(0, trees).map(t -> Seeds.ofTree(SEED, (int) t)).toArray();
    }

    private static TrainingFrame frame(Label label) {
        return new TrainingFrame(Samples.data(label, ROWS, 1), FOLD);
    }

    private static void classes(Classifier<Tuple> smile, Label label, Learner learner, Object... parameters)
            throws Exception {
        TreeEnsemble ours = ours(label, learner, parameters);
        TrainingData unseen = Samples.data(label, 1_000, 2);
        DataFrame tuples = SmileFrames.xy(new TrainingFrame(unseen, RowSet.range(0, 1_000)));
        var theirs = new double[ours.outputs()];
        var out = new double[ours.outputs()];
        for (int i = 0; i < unseen.rows(); i++) {
            int theirClass = smile.predict(tuples.get(i), theirs);
            ours.score(row(unseen, i), out);
            assertThat(out).containsExactly(theirs);
            assertThat(TreeEnsemble.predictClass(out)).isEqualTo(theirClass);
        }
    }

    private static void numbers(Regression<Tuple> smile, Learner learner, Object... parameters) throws Exception {
        TreeEnsemble ours = ours(Samples.NUMBER, learner, parameters);
        TrainingData unseen = Samples.data(Samples.NUMBER, 1_000, 2);
        DataFrame tuples = SmileFrames.xy(new TrainingFrame(unseen, RowSet.range(0, 1_000)));
        var out = new double[1];
        for (int i = 0; i < unseen.rows(); i++) {
            ours.score(row(unseen, i), out);
            assertThat(out[0]).isEqualTo(smile.predict(tuples.get(i)));
        }
    }

    /** Fitted, written and read again. */
    private static TreeEnsemble ours(Label label, Learner learner, Object... parameters) throws Exception {
        TreeEnsemble fitted =
                learner.fit(Samples.data(label, ROWS, 1), FOLD, Samples.parameters(learner, parameters), SEED);
        TreeEnsemble read = EnsembleCodec.decode(EnsembleCodec.encode(fitted));
        assertThat(read.trees()).isEqualTo(fitted.trees());
        assertThat(read.nodes()).isGreaterThan(5 * read.trees());
        assertThat(read.importance()).containsExactly(fitted.importance());
        return read;
    }

    private static double[] row(TrainingData data, int i) {
        var row = new double[Samples.FEATURES.size()];
        data.copyRow(i, row);
        return row;
    }
}
