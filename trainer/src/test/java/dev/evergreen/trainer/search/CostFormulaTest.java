package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostFormulaTest {

    @Test
    void isTreesTimesRowsTimesColumnsTimesLevels() {
        var params = Map.of(
                "n_estimators", ParameterValue.of(50),
                "max_depth", ParameterValue.of(6),
                "max_features", ParameterValue.of(5));
        assertThat(cost("random-forest", SmallData.TWO, params)).isEqualTo(50.0 * 1024 * 5 * 6);
    }

    @Test
    void deepTreesEndWhenTheirRowsDo() {
        var params = Map.of(
                "n_estimators", ParameterValue.of(1),
                "max_depth", ParameterValue.of(1000),
                "max_features", ParameterValue.of(1.0),
                "min_samples_leaf", ParameterValue.of(4));
        assertThat(cost("random-forest", SmallData.TWO, params)).isEqualTo(1024.0 * 16 * 9);
    }

    @Test
    void forestsLookAtTheRootOfTheColumnsOfClasses() {
        var params = Map.of("n_estimators", ParameterValue.of(1), "max_depth", ParameterValue.of(1));
        assertThat(cost("random-forest", SmallData.TWO, params)).isEqualTo(1024.0 * 4);
        assertThat(cost("random-forest", SmallData.NUMBER, params)).isEqualTo(1024.0 * 16);
        assertThat(cost("gradient-boosting", SmallData.TWO, params)).isEqualTo(1024.0 * 16);
    }

    @Test
    void boostingGrowsATreeForEachOfThreeClasses() {
        var params = Map.of("n_estimators", ParameterValue.of(10), "max_depth", ParameterValue.of(1));
        assertThat(cost("gradient-boosting", SmallData.THREE, params)).isEqualTo(3 * 10 * 1024.0 * 16);
    }

    @Test
    void knowsTheDefaultsOfBoosting() {
        assertThat(cost("ada-boost", SmallData.TWO, Map.of())).isEqualTo(50 * 1024.0 * 16);
        assertThat(cost("gradient-boosting", SmallData.TWO, Map.of())).isEqualTo(100 * 1024.0 * 16 * 3);
    }

    @Test
    void leavesLimitTheLevelsOfHistogramBoosting() {
        assertThat(levels(Map.of("max_leaf_nodes", ParameterValue.of(4)))).isEqualTo(3);
        assertThat(levels(Map.of("max_leaf_nodes", ParameterValue.of(8), "max_depth", ParameterValue.of(2))))
                .isEqualTo(2);
        assertThat(levels(
                        Map.of("max_leaf_nodes", ParameterValue.of("none"), "min_samples_leaf", ParameterValue.of(4))))
                .isEqualTo(9);
        assertThat(levels(Map.of("min_samples_leaf", ParameterValue.of(1)))).isBetween(5.9, 6.0);
        assertThat(levels(Map.of())).isBetween(5.9, 6.0);
    }

    private static double levels(Map<String, ParameterValue> params) {
        return cost("histogram-boosting", SmallData.TWO, params) / (100 * 1024.0 * 16);
    }

    @Test
    void countsTheRowsThatATreeSees() {
        var params = Map.of("max_depth", ParameterValue.of(1), "subsample", ParameterValue.of(0.5));
        assertThat(cost("gradient-boosting", SmallData.TWO, params)).isEqualTo(100 * 512.0 * 16);
    }

    @Test
    void readsTheWordsOfMaxFeatures() {
        assertThat(columns("sqrt")).isEqualTo(4);
        assertThat(columns("log2")).isEqualTo(4);
        assertThat(columns("all")).isEqualTo(16);
        assertThat(columns("auto")).isEqualTo(4);
    }

    @Test
    void isPositiveForOneRow() {
        assertThat(CostFormula.of(new Candidate(0, "random-forest", Map.of()), SmallData.TWO, 1, 1))
                .isEqualTo(100);
    }

    private static double cost(String learner, Label label, Map<String, ParameterValue> params) {
        return CostFormula.of(new Candidate(0, learner, params), label, 1024, 16);
    }

    private static double columns(String maxFeatures) {
        var params = Map.of(
                "n_estimators", ParameterValue.of(1),
                "max_depth", ParameterValue.of(1),
                "max_features", ParameterValue.of(maxFeatures));
        return cost("random-forest", SmallData.TWO, params) / 1024;
    }
}
