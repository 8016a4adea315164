package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.search.CostModel.Observed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final Candidate SHALLOW = candidate(0, "random-forest", 6);
    private static final Candidate DEEP = candidate(1, "random-forest", 20);
    private static final Candidate BOOSTING = candidate(2, "gradient-boosting", 3);

    @Test
    void expectsWhatTheFormulaSaysBeforeAnythingWasMeasured() {
        assertThat(CostModel.EMPTY.cpuS(SHALLOW, 1e9)).isCloseTo(1e9 * CostModel.SECONDS_PER_UNIT, within(1e-12));
        assertThat(CostModel.EMPTY.allocatedBytes(SHALLOW, 1_000)).isEmpty();
    }

    @Test
    void expectsOfACandidateWhatItTookBefore() {
        CostModel model = CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 2.0), observed(DEEP, 100, 8.0)));

        assertThat(model.cpuS(SHALLOW, 50)).isCloseTo(1.0, within(1e-12));
        assertThat(model.cpuS(DEEP, 200)).isCloseTo(16.0, within(1e-12));
        assertThat(model.allocatedBytes(DEEP, 500)).hasValue(500 * 4_000.0);
    }

    @Test
    void expectsOfANewCandidateWhatItsLearnerTakesAndOfANewLearnerWhatAllTake() {
        CostModel model = CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 2.0), observed(DEEP, 100, 4.0)));

        assertThat(model.cpuS(candidate(7, "random-forest", 9), 100)).isCloseTo(3.0, within(1e-12));
        assertThat(model.cpuS(BOOSTING, 100)).isCloseTo(3.0, within(1e-12));
    }

    @Test
    void knowsNothingOfWhatACandidateAllocatesFromWhatOthersDid() {
        CostModel model = CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 2.0)));

        assertThat(model.allocatedBytes(DEEP, 1_000)).isEmpty();
        assertThat(model.allocatedBytes(BOOSTING, 1_000)).isEmpty();
    }

    @Test
    void followsWhatIsMeasuredHalfWayEachRound() {
        CostModel model =
                CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 4.0))).learn(List.of(observed(SHALLOW, 100, 2.0)));

        assertThat(model.cpuS(SHALLOW, 100)).isCloseTo(3.0, within(1e-12));
    }

    @Test
    void forgetsCandidatesThatAreNoLongerSearchedButNotForARoundThatMeasuredNothing() {
        CostModel both = CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 2.0), observed(DEEP, 100, 4.0)));

        assertThat(both.learn(List.of(observed(DEEP, 100, 4.0))).known()).hasSize(1);
        assertThat(both.learn(List.of())).isEqualTo(both);
        assertThat(both.learn(List.of(observed(DEEP, 100, 0)))).isEqualTo(both);
    }

    @Test
    void isTheSameAfterAWayThroughJson() {
        CostModel model = CostModel.EMPTY.learn(List.of(observed(SHALLOW, 100, 2.0), observed(BOOSTING, 100, 0.3)));

        assertThat(Json.read(Json.write(model), CostModel.class)).isEqualTo(model);
    }

    private static Observed observed(Candidate candidate, double formula, double cpuS) {
        return new Observed(candidate, formula, 1_000, cpuS, 4_000_000);
    }

    private static Candidate candidate(int number, String learner, int depth) {
        return new Candidate(number, learner, Map.of("max_depth", ParameterValue.of(depth)));
    }
}
