package dev.evergreen.infra.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterpartTest {
    private static final Label CLASSES = new Label.Classes("y", List.of("a", "b"));
    private static final Label NUMBER = new Label.Regression("y");
    private static final ParameterValue NONE = ParameterValue.of("none");

    private final Counterpart scikit = new ScikitForest();
    private final Counterpart lightGbm = new LightGbmForest();

    @Test
    void scikitLearnHasTheSameForests() {
        assertThat(scikit.estimator("histogram-forest", CLASSES)).isEqualTo("RandomForestClassifier");
        assertThat(scikit.estimator("random-forest", NUMBER)).isEqualTo("RandomForestRegressor");
        assertThat(scikit.estimator("extra-trees", CLASSES)).isEqualTo("ExtraTreesClassifier");
        assertThatThrownBy(() -> scikit.estimator("ada-boost", CLASSES))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage("learner: 'ada-boost' is not allowed; allowed: with scikit-learn extra-trees, "
                        + "histogram-forest, random-forest");
    }

    @Test
    void scikitLearnHasTheSameNames() {
        var given = Map.of(
                "n_estimators", ParameterValue.of(50),
                "max_depth", ParameterValue.of(6),
                "max_features", ParameterValue.of("sqrt"),
                "max_samples", ParameterValue.of(0.5),
                "min_samples_leaf", ParameterValue.of(5));

        assertThat(scikit.params(given, CLASSES, 20, 1_000_000)).isEqualTo(given);
        assertThat(scikit.fixed(-1))
                .containsEntry("n_jobs", ParameterValue.of(1))
                .containsEntry("random_state", ParameterValue.of(Integer.MAX_VALUE));
    }

    @Test
    void noneIsScikitLearnsDefault() {
        assertThat(scikit.params(
                        Map.of("max_depth", NONE, "max_leaf_nodes", NONE, "class_weight", NONE),
                        CLASSES,
                        20,
                        1_000_000))
                .isEmpty();
        assertThat(scikit.params(Map.of("max_samples", ParameterValue.of(1)), CLASSES, 20, 1_000_000))
                .isEmpty();
    }

    @Test
    void allFeaturesAreAShareOfOne() {
        var all = Map.of("max_features", ParameterValue.of("all"));
        var auto = Map.of("max_features", ParameterValue.of("auto"));

        assertThat(scikit.params(all, CLASSES, 20, 1_000_000))
                .containsExactly(Map.entry("max_features", ParameterValue.of(1.0)));
        assertThat(scikit.params(auto, CLASSES, 20, 1_000_000))
                .containsEntry("max_features", ParameterValue.of("sqrt"));
        assertThat(scikit.params(auto, NUMBER, 20, 1_000_000)).containsEntry("max_features", ParameterValue.of(1.0));
        assertThat(scikit.params(Map.of("max_features", ParameterValue.of(1)), CLASSES, 20, 1_000_000))
                .containsEntry("max_features", ParameterValue.of(1));
    }

    @Test
    void refusesWhatScikitLearnHasNot() {
        assertThatThrownBy(() -> scikit.params(
                        Map.of("criterion", ParameterValue.of("classification_error")), CLASSES, 20, 1_000_000))
                .hasMessage("criterion: 'classification_error' is not allowed; allowed: with scikit-learn auto, gini, "
                        + "entropy, log_loss, squared_error");
        assertThatThrownBy(() -> scikit.params(Map.of("loss", ParameterValue.of("huber")), NUMBER, 20, 1_000_000))
                .hasMessageStartingWith("loss: 'huber' is not allowed; allowed: with scikit-learn bootstrap, ");
    }

    @Test
    void lightGbmCallsThemOtherwise() {
        var given = Map.of(
                "n_estimators", ParameterValue.of(50),
                "max_depth", ParameterValue.of(6),
                "max_features", ParameterValue.of(10),
                "min_samples_leaf", ParameterValue.of(5));

        assertThat(lightGbm.estimator("histogram-forest", CLASSES)).isEqualTo("LGBMClassifier");
        assertThat(lightGbm.params(given, CLASSES, 20, 1_000_000))
                .isEqualTo(Map.of(
                        "n_estimators", ParameterValue.of(50),
                        "max_depth", ParameterValue.of(6),
                        "num_leaves", ParameterValue.of(64),
                        "min_child_samples", ParameterValue.of(5),
                        "feature_fraction_bynode", ParameterValue.of(0.5),
                        "subsample", ParameterValue.of(0.632)));
        assertThat(lightGbm.fixed(1)).containsEntry("boosting_type", ParameterValue.of("rf"));
    }

    @Test
    void lightGbmLimitsLeavesWhereOursHaveNoLimit() {
        assertThat(lightGbm.params(Map.of("max_depth", NONE), NUMBER, 20, 1_000_000))
                .containsEntry("max_depth", ParameterValue.of(-1))
                .containsEntry("num_leaves", ParameterValue.of(131_072))
                .containsEntry("min_child_samples", ParameterValue.of(1))
                .containsEntry("feature_fraction_bynode", ParameterValue.of(1.0));
        assertThat(lightGbm.params(Map.of("max_depth", ParameterValue.of(20)), CLASSES, 20, 1_000_000))
                .containsEntry("num_leaves", ParameterValue.of(131_072))
                .containsEntry("feature_fraction_bynode", ParameterValue.of(0.2));
        assertThat(lightGbm.params(
                        Map.of("max_depth", ParameterValue.of(9), "max_leaf_nodes", ParameterValue.of(40)),
                        CLASSES,
                        20,
                        1_000_000))
                .containsEntry("num_leaves", ParameterValue.of(40));
    }

    @Test
    void lightGbmReservesNoMoreLeavesThanTheRowsCanFill() {
        var deep = Map.of("max_depth", NONE, "min_samples_leaf", ParameterValue.of(5));

        assertThat(lightGbm.params(deep, CLASSES, 20, 20_000)).containsEntry("num_leaves", ParameterValue.of(4_000));
        assertThat(lightGbm.params(deep, CLASSES, 20, 7)).containsEntry("num_leaves", ParameterValue.of(2));
    }

    @Test
    void refusesWhatLightGbmHasNot() {
        assertThatThrownBy(() ->
                        lightGbm.params(Map.of("criterion", ParameterValue.of("entropy")), CLASSES, 20, 1_000_000))
                .hasMessage("criterion: 'entropy' is not allowed; allowed: with lightgbm what it does by default");
        assertThatThrownBy(() -> lightGbm.params(Map.of("bootstrap", ParameterValue.of(false)), CLASSES, 20, 1_000_000))
                .hasMessageStartingWith("bootstrap: 'false' is not allowed");
        assertThatThrownBy(() -> lightGbm.estimator("extra-trees", CLASSES))
                .hasMessage(
                        "learner: 'extra-trees' is not allowed; allowed: with lightgbm random-forest, histogram-forest");
    }
}
