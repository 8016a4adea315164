package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.SearchWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlansTest {
    private static final LearnerFitter FITTER = LearnerFitter.standard();

    /** max_depth before n_estimators: candidates 0 and 1 have depth 2, 2 and 3 depth 6. */
    private static final CandidateGrid FOREST =
            grid("random-forest", Map.of("max_depth", wholes(2, 6), "n_estimators", wholes(5, 20)), Map.of());

    private static final CandidateGrid BOOSTING = grid(
            "gradient-boosting", Map.of("n_estimators", wholes(30, 10)), Map.of("max_depth", ParameterValue.of(2)));

    @Test
    void candidatesThatDifferInNestedParametersAloneAreOneFitAFold() {
        RoundPlan plan = plan(search(FOREST, BOOSTING));
        assertThat(plan.tasks())
                .extracting(FitTask::candidates)
                .containsExactly(
                        List.of(0, 1),
                        List.of(0, 1),
                        List.of(0, 1),
                        List.of(2, 3),
                        List.of(2, 3),
                        List.of(2, 3),
                        List.of(4, 5),
                        List.of(4, 5),
                        List.of(4, 5));
        assertThat(plan.tasks()).extracting(FitTask::fold).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
        assertThat(plan.tasks()).extracting(FitTask::dearest).containsExactly(1, 1, 1, 3, 3, 3, 4, 4, 4);
        assertThat(Plans.fits(onWhole(search(FOREST, BOOSTING)), FITTER)).isEqualTo(9);
    }

    @Test
    void aFamilyCostsAsMuchAsItsDearestMember() {
        RoundPlan together = plan(search(FOREST));
        RoundPlan apart = plan(search(FOREST).withNested(false));
        assertThat(together.tasks().get(0).cost())
                .isEqualTo(task(apart, 1, 0).cost())
                .isGreaterThan(task(apart, 0, 0).cost());
    }

    @Test
    void valuesThatEqualTheDefaultAreLikeThoseThatAreNotGiven() {
        var spelledOut = grid("random-forest", Map.of(), Map.of("max_depth", ParameterValue.of("none")));
        var byDefault = grid("random-forest", Map.of("n_estimators", wholes(5)), Map.of());
        assertThat(plan(search(spelledOut, byDefault)).tasks())
                .extracting(FitTask::candidates)
                .containsOnly(List.of(0, 1));
    }

    @Test
    void candidatesOfOtherLearnersAreNeverNested() {
        var forest = grid("random-forest", Map.of("n_estimators", wholes(5)), Map.of());
        var boosting = grid("gradient-boosting", Map.of("n_estimators", wholes(5)), Map.of());
        assertThat(plan(search(forest, boosting)).tasks())
                .extracting(FitTask::candidates)
                .containsOnly(List.of(0), List.of(1));
    }

    @Test
    void aCandidateThatCannotBeFittedIsByItself() {
        var refused = grid("random-forest", Map.of("n_estimators", wholes(-1, 5, 6)), Map.of());
        var unknown = grid("no-such-learner", Map.of("n_estimators", wholes(5, 6)), Map.of());
        assertThat(plan(search(refused, unknown)).tasks())
                .extracting(FitTask::candidates)
                .containsOnly(List.of(0), List.of(1, 2), List.of(3), List.of(4));
    }

    @Test
    void switchedOffEachCandidateIsAFitFromTheSameSeed() {
        RoundPlan together = plan(search(FOREST, BOOSTING));
        RoundPlan apart = plan(search(FOREST, BOOSTING).withNested(false));
        assertThat(apart.tasks()).hasSize(18).allSatisfy(task -> {
            assertThat(task.candidates()).containsExactly(task.dearest());
            assertThat(task.seed()).isEqualTo(served(together, task).seed());
        });
        assertThat(Plans.fits(onWhole(search(FOREST, BOOSTING).withNested(false)), FITTER))
                .isEqualTo(18);
        assertThat(together.tasks()).extracting(FitTask::seed).doesNotHaveDuplicates();
    }

    @Test
    void aFamilysSeedIsThatOfItsLowestNumber() {
        assertThat(task(plan(search(FOREST, BOOSTING)), 3, 2).seed()).isEqualTo(Seeds.fit(1, 9, 2, 2));
    }

    private static FitTask served(RoundPlan plan, FitTask alone) {
        return task(plan, alone.dearest(), alone.fold());
    }

    private static FitTask task(RoundPlan plan, int candidate, int fold) {
        return plan.tasks().stream()
                .filter(t -> t.candidates().contains(candidate) && t.fold() == fold)
                .findFirst()
                .orElseThrow();
    }

    private static Search onWhole(Search search) {
        return search.withWindows(List.of(SearchWindow.WHOLE));
    }

    private static RoundPlan plan(Search search) {
        return (RoundPlan) Plans.of(search, SmallData.rows(40), 9, FITTER);
    }

    private static Search search(CandidateGrid... grids) {
        return new Search(List.of(grids), Cv.DEFAULT, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 1);
    }

    private static CandidateGrid grid(
            String learner, Map<String, List<ParameterValue>> grid, Map<String, ParameterValue> fixed) {
        return new CandidateGrid(learner, grid, fixed);
    }

    private static List<ParameterValue> wholes(int... values) {
        return Arrays.stream(values).mapToObj(ParameterValue::of).toList();
    }
}
