package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final Learner FOREST = new SmileRandomForest();
    private static final Learner BOOSTING = new SmileGradientBoosting();

    @Test
    void defaultsAreScikitLearns() {
        assertThat(Parameters.defaults(FOREST).resolved())
                .hasToString("{criterion=auto, max_depth=none, max_features=auto, max_leaf_nodes=none,"
                        + " max_samples=1.0, min_samples_leaf=1, n_estimators=100}");
        assertThat(Parameters.defaults(BOOSTING).resolved())
                .hasToString("{alpha=0.9, learning_rate=0.1, loss=auto, max_depth=3, max_leaf_nodes=none,"
                        + " min_samples_leaf=1, n_estimators=100, subsample=1.0}");
        assertThat(Parameters.defaults(new SmileAdaBoost()).resolved())
                .hasToString("{max_depth=1, max_leaf_nodes=none, min_samples_leaf=1, n_estimators=50}");
        assertThat(Parameters.defaults(new HistogramBoostingLearner()).resolved())
                .hasToString("{class_weight=none, early_stopping=false, l2_regularization=0.0, learning_rate=0.1,"
                        + " max_depth=none, max_features=all, max_leaf_nodes=31, min_samples_leaf=20,"
                        + " n_estimators=100, n_iter_no_change=10, subsample=1.0, tol=1.0E-7,"
                        + " validation_fraction=0.1}");
        assertThat(Parameters.defaults(FOREST).given()).isEmpty();
    }

    @Test
    void wholeNumbersStandForRealOnesAndMakeTheSameCandidate() {
        Parameters one = Parameters.of(BOOSTING, Map.of("learning_rate", ParameterValue.of(1)));
        assertThat(one).isEqualTo(Parameters.of(BOOSTING, Map.of("learning_rate", ParameterValue.of(1.0))));
        assertThat(one.given()).hasToString("{learning_rate=1.0}");
        assertThat(one.real("learning_rate")).isEqualTo(1.0);
    }

    @Test
    void oneFeatureIsNotAllFeatures() {
        assertThat(perSplit("max_features", 1)).isEqualTo(1);
        assertThat(perSplit("max_features", 1.0)).isEqualTo(20);
        assertThat(perSplit("max_features", 0.26)).isEqualTo(5);
        assertThat(perSplit("max_features", 0.001)).isEqualTo(1);
        assertThat(perSplit("max_features", "sqrt")).isEqualTo(4);
        assertThat(perSplit("max_features", "log2")).isEqualTo(4);
        assertThat(perSplit("max_features", "all")).isEqualTo(20);
        assertThat(perSplit()).isEqualTo(4);
        assertThat(MaxFeatures.count(Parameters.defaults(FOREST), 20, false)).isEqualTo(20);
    }

    private static int perSplit(Object... parameters) {
        return MaxFeatures.count(Samples.parameters(FOREST, parameters), 20, true);
    }

    @Test
    void changesOneValue() {
        Parameters large = Samples.parameters(FOREST, "n_estimators", 200, "max_depth", 6);
        Parameters small = large.with(FOREST, "n_estimators", ParameterValue.of(50));
        assertThat(small.whole("n_estimators")).isEqualTo(50);
        assertThat(small.limit("max_depth")).hasValue(6);
        assertThat(large.whole("n_estimators")).isEqualTo(200);
    }

    @Test
    void smileCountsLevelsOfNodesAndAlwaysWantsABoundOnLeaves() {
        Parameters six = Samples.parameters(FOREST, "max_depth", 6);
        assertThat(SmileLearner.smileDepth(six)).isEqualTo(7);
        assertThat(SmileLearner.smileLeaves(six, 10_000)).isEqualTo(64);
        assertThat(SmileLearner.smileLeaves(Parameters.defaults(FOREST), 10_000))
                .isEqualTo(10_000);
        Parameters five = Samples.parameters(FOREST, "min_samples_leaf", 5, "max_leaf_nodes", 3_000);
        assertThat(SmileLearner.smileLeaves(five, 10_000)).isEqualTo(2_000);
        assertThat(SmileLearner.smileLeaves(five, 100_000)).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({
        "random-forest, n_estimators, 0, a whole number from 1 to 10000",
        "random-forest, n_estimators, 10001, a whole number from 1 to 10000",
        "random-forest, n_estimators, 10.5, a whole number from 1 to 10000",
        "random-forest, n_estimators, many, a whole number from 1 to 10000",
        "random-forest, n_estimators, true, a whole number from 1 to 10000",
        "random-forest, max_depth, 501, 'none, or a whole number from 1 to 500'",
        "random-forest, max_depth, None, 'none, or a whole number from 1 to 500'",
        "random-forest, max_leaf_nodes, 1, 'none, or a whole number from 2 to 536870911'",
        "random-forest, min_samples_leaf, 0, a whole number from 1 to 536870911",
        "random-forest, max_samples, 0, a number above 0.0 up to 1.0",
        "random-forest, max_samples, 1.01, a number above 0.0 up to 1.0",
        "random-forest, criterion, mse, 'auto, gini, entropy, log_loss, classification_error, squared_error'",
        "random-forest, max_features, 0.0, 'auto, sqrt, log2, all, or a whole number from 1 to 10000, or a number above 0.0 up to 1.0'",
        "gradient-boosting, learning_rate, -0.1, a number above 0.0 up to 1.0",
        "gradient-boosting, subsample, half, a number above 0.0 up to 1.0",
        "gradient-boosting, alpha, 1.0, a number above 0.0 and below 1.0",
        "gradient-boosting, loss, deviance, 'auto, log_loss, squared_error, absolute_error, huber, quantile'",
        "histogram-boosting, max_leaf_nodes, 1, 'none, or a whole number from 2 to 536870911'",
        "histogram-boosting, l2_regularization, -0.5, a number from 0.0 to 1.0E12",
        "histogram-boosting, validation_fraction, 1.0, a number above 0.0 and below 1.0",
        "histogram-boosting, n_iter_no_change, 0, a whole number from 1 to 10000",
        "histogram-boosting, early_stopping, auto, true or false",
        "histogram-boosting, tol, low, a number from 0.0 to 1.0E12",
        "ada-boost, max_depth, none, a whole number from 1 to 500",
        "ada-boost, learning_rate, 0.5, 'one of n_estimators, max_depth, max_leaf_nodes, min_samples_leaf'"
    })
    void refusesWithNameValueAndWhatIsAllowed(String learner, String name, String text, String allowed) {
        ParameterValue value = value(text);
        Object shown = name.equals("learning_rate") && learner.equals("ada-boost") ? name : value;
        assertThatThrownBy(() -> Parameters.of(Learners.standard().require(learner), Map.of(name, value)))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage("%s: '%s' is not allowed; allowed: %s", name, shown, allowed);
    }

    @Test
    void describesItself() {
        assertThat(FOREST.parameters().getFirst().describe())
                .isEqualTo("n_estimators: a whole number from 1 to 10000; default 100");
        assertThat(FOREST.parameters().get(1).describe())
                .isEqualTo("max_depth: none, or a whole number from 1 to 500; default none");
    }

    private static ParameterValue value(String text) {
        if (text.equals("true")) {
            return new ParameterValue.Flag(true);
        }
        if (text.matches("-?\\d+")) {
            return ParameterValue.of(Long.parseLong(text));
        }
        return text.matches("-?\\d+\\.\\d+") ? ParameterValue.of(Double.parseDouble(text)) : ParameterValue.of(text);
    }
}
