package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.SerialSearch.Result;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialSearchTest {
    private static final TrainingData DATA = SmallData.rows(40);

    /** Right with the probability {@code skill}, by chance that comes from the seed. */
    private static final Fitter GUESSING = (data, rows, family, seed) -> {
        double skill = ((ParameterValue.Real) family.getFirst().params().get("skill")).value();
        if (skill < 0) {
            throw new IllegalArgumentException("no skill");
        }
        return StubFits.of((row, out) -> {
            double truth = data.labelOf((int) row[0]);
            boolean right = chance(seed, (int) row[0]) < skill;
            out[1] = right ? truth : 1 - truth;
            out[0] = 1 - out[1];
        });
    };

    private static double chance(long seed, int row) {
        return (Seeds.fit(seed, 0, row, 0) >>> 11) * 0x1p-53;
    }

    @Test
    void theMostSkilledWins() throws InterruptedException {
        var searched = (Result.Searched) SerialSearch.run(search(0.2, 0.5, 1.0, -1.0), DATA, 1, GUESSING);
        assertThat(searched.winner()).map(Candidate::number).contains(2);
        assertThat(searched.ranking().getLast().failures()).hasSize(3);
        assertThat(searched.fits()).hasSize(12);
    }

    @Test
    void nobodyWinsIfAllFail() throws InterruptedException {
        var searched = (Result.Searched) SerialSearch.run(search(-1.0, -2.0), DATA, 1, GUESSING);
        assertThat(searched.winner()).isEmpty();
    }

    @Test
    void refusesAWindowThatCannotBeSplit() throws InterruptedException {
        assertThat(SerialSearch.run(search(1.0), SmallData.rows(3), 1, GUESSING))
                .isEqualTo(new Result.Refused(
                        "3 folds of the splitter 'forward' need at least 4 rows, the window holds 3"));
    }

    @Test
    void refusesFoldsOnWhichTheRefitMetricIsUndefined() throws InterruptedException {
        var data = SmallData.of(SmallData.TWO, 0, 1, 0, 1, 1, 1, 0, 1);
        var search = new Search(search(1.0).candidates(), Cv.DEFAULT, List.of(Scoring.ROC_AUC), Scoring.ROC_AUC, 1);
        assertThat(SerialSearch.run(search, data, 1, GUESSING))
                .isEqualTo(new Result.Refused("fold 2 of 3: roc_auc is undefined: only one class in the test fold"));
    }

    @Test
    void anotherRoundDrawsOtherSeeds() {
        var first = (RoundPlan) Plans.of(search(0.5), DATA, 1, GUESSING);
        var second = (RoundPlan) Plans.of(search(0.5), DATA, 2, GUESSING);
        assertThat(first.tasks())
                .extracting(FitTask::seed)
                .doesNotContainAnyElementsOf(
                        second.tasks().stream().map(FitTask::seed).toList());
        assertThat(first.costs()).isEqualTo(second.costs());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void theWinnerDoesNotDependOnNJobs(int nJobs) throws InterruptedException, ExecutionException {
        var search = search(0.55, 0.5, 0.6, 0.65, 0.4, -1.0, 0.6);
        var serial = (Result.Searched) SerialSearch.run(search, DATA, 7, GUESSING);
        var parallel = parallel(search, nJobs);
        assertThat(parallel)
                .map(SerialSearchTest::withoutTimes)
                .isEqualTo(serial.ranking().stream()
                        .map(SerialSearchTest::withoutTimes)
                        .toList());
    }

    private static List<CandidateResult> parallel(Search search, int nJobs)
            throws InterruptedException, ExecutionException {
        var plan = (RoundPlan) Plans.of(search, DATA, 7, GUESSING);
        var runner = new FitTaskRunner(DATA, search, GUESSING);
        var schedule = Schedule.longestFirst(plan.costs(), nJobs);
        var results = new ArrayList<FitResult>();
        try (var threads = Executors.newFixedThreadPool(nJobs)) {
            var running = new ArrayList<Future<List<FitResult>>>();
            for (int worker = 0; worker < nJobs; worker++) {
                List<Integer> mine = schedule.tasksOf(worker);
                running.add(threads.submit((Callable<List<FitResult>>) () -> {
                    var done = new ArrayList<FitResult>();
                    for (int number : mine) {
                        done.addAll(runner.run(plan, plan.tasks().get(number)));
                    }
                    return done;
                }));
            }
            for (var future : running) {
                results.addAll(future.get());
            }
        }
        return Ranking.rank(plan.candidates(), plan.folds().size(), results, search);
    }

    private static CandidateResult withoutTimes(CandidateResult c) {
        return new CandidateResult(
                c.candidate(), c.rank(), c.learner(), c.params(), c.scores(), 0, Optional.empty(), c.failures());
    }

    private static Search search(Double... skills) {
        var values = List.of(skills).stream()
                .map(skill -> ParameterValue.of((double) skill))
                .toList();
        var grid = new CandidateGrid("stub", Map.of("skill", values), Map.of());
        return new Search(List.of(grid), Cv.DEFAULT, List.of(Scoring.ACCURACY, Scoring.LOG_LOSS), Scoring.ACCURACY, 42);
    }
}
