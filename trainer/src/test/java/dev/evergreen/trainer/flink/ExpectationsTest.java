package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CostModel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static final ParameterValue TREES = ParameterValue.of(60);

    private final Expectations expected =
            new Expectations(Examples.classification("p", 100, 100, new NJobs(8)), CostModel.EMPTY);

    @Test
    void aFitThatItsProcessHelpsIsCutForEachProcess() {
        Candidate helped = candidate("histogram-forest", Map.of("n_estimators", TREES));
        assertThat(expected.parts(helped, 8, 8)).isOne();
        assertThat(expected.parts(helped, 8, 16)).isOne();
        assertThat(expected.parts(helped, 8, 4)).isEqualTo(2);
        assertThat(expected.parts(helped, 9, 4)).isEqualTo(3);
        assertThat(expected.parts(helped, 1, 4)).isOne();
    }

    @Test
    void oneThatNobodyHelpsIsCutForEachThread() {
        Map<String, ParameterValue> trees = Map.of("n_estimators", TREES);
        assertThat(expected.parts(candidate("random-forest", trees), 8, 4)).isEqualTo(8);
        Candidate asked =
                candidate("histogram-forest", Map.of("n_estimators", TREES, "oob_score", ParameterValue.of(true)));
        assertThat(expected.parts(asked, 8, 4)).isEqualTo(8);
    }

    @Test
    void neverIntoMorePartsThanItHas() {
        Candidate small = candidate("random-forest", Map.of("n_estimators", ParameterValue.of(3)));
        assertThat(expected.parts(small, 8, 4)).isEqualTo(3);
        assertThat(expected.parts(candidate("histogram-boosting", Map.of()), 8, 4))
                .isOne();
    }

    private static Candidate candidate(String learner, Map<String, ParameterValue> parameters) {
        return new Candidate(0, learner, parameters, Optional.empty());
    }
}
