package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.learner.NestedFit;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.SerialSearch.Result;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether one fit serves several candidates or each has its own changes what a search costs, and nothing else. */
class NestedSearchTest {
    private static final FitThread THREAD = new FitThread("nested-search");

    @AfterAll
    static void stop() {
        THREAD.close();
    }

    static List<Label> labels() {
        return List.of(SmallData.TWO, SmallData.THREE, SmallData.NUMBER);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void scoresAndWinnerAreThoseOfSeparateFits(Label label) throws Exception {
        Result.Searched nested = run(search(label), data(label));
        Result.Searched separate = run(search(label).withNested(false), data(label));
        assertThat(nested.plan().tasks().size())
                .isLessThan(separate.plan().tasks().size());
        assertThat(nested.ranking()).allSatisfy(c -> assertThat(c.failures()).isEmpty());
        assertThat(withoutCosts(nested)).isEqualTo(withoutCosts(separate));
        assertThat(nested.winner()).isPresent().isEqualTo(separate.winner());
    }

    @Test
    void costsOfCandidatesAddUpToThoseOfTheFitsThatServedThem() throws Exception {
        Result.Searched nested = run(search(SmallData.TWO), data(SmallData.TWO));
        int folds = nested.plan().folds().size();
        // What one fit served has its cost, to the nanosecond and byte.
        Set<FitCost> fits =
                nested.fits().stream().map(fit -> fit.outcome().cost()).collect(Collectors.toSet());

        assertThat(fits).hasSize(nested.plan().tasks().size());
        assertThat(folds
                        * nested.ranking().stream()
                                .mapToDouble(c -> c.cost().orElseThrow().cpuS())
                                .sum())
                .isCloseTo(fits.stream().mapToDouble(FitCost::cpuS).sum(), within(1e-9));
        assertThat(nested.ranking()).allSatisfy(c -> {
            var cost = c.cost().orElseThrow();
            assertThat(cost.ofFit().cpuS())
                    .isCloseTo(cost.cpuS() * cost.candidates().orElseThrow(), within(1e-12));
        });
        assertThat(nested.ranking())
                .anySatisfy(c -> assertThat(c.cost().orElseThrow().candidates()).hasValue(2));
    }

    @Test
    void aFamilyThatFailsLeavesTheOthers() throws Exception {
        Search search = search(SmallData.TWO);
        Fitter learners = LearnerFitter.standard();
        Fitter failing = new Fitter() {
            @Override
            public NestedFit fit(TrainingData data, RowSet rows, List<Candidate> family, long seed)
                    throws InterruptedException {
                if (family.getFirst().learner().equals("gradient-boosting")) {
                    throw new IllegalStateException("no luck");
                }
                return learners.fit(data, rows, family, seed);
            }

            @Override
            public List<List<Candidate>> families(List<Candidate> candidates) {
                return learners.families(candidates);
            }
        };
        var all = run(search, data(SmallData.TWO));
        var some = (Result.Searched) THREAD.call(() -> SerialSearch.run(search, data(SmallData.TWO), 3, failing));
        assertThat(some.ranking()).hasSameSizeAs(all.ranking()).allSatisfy(c -> {
            if (c.learner().equals("gradient-boosting")) {
                assertThat(c.failures())
                        .containsExactly(
                                "fold 0: IllegalStateException: no luck",
                                "fold 1: IllegalStateException: no luck",
                                "fold 2: IllegalStateException: no luck");
            } else {
                assertThat(c.failures()).isEmpty();
                assertThat(c.scores()).isEqualTo(of(all, c.candidate()).scores());
            }
        });
    }

    private static CandidateResult of(Result.Searched searched, int candidate) {
        return searched.ranking().stream()
                .filter(c -> c.candidate() == candidate)
                .findFirst()
                .orElseThrow();
    }

    private static Result.Searched run(Search search, TrainingData data) throws Exception {
        return (Result.Searched) THREAD.call(() -> SerialSearch.run(search, data, 3, LearnerFitter.standard()));
    }

    private static List<CandidateResult> withoutCosts(Result.Searched searched) {
        return searched.ranking().stream()
                .map(c -> new CandidateResult(
                        c.candidate(),
                        c.rank(),
                        c.learner(),
                        c.params(),
                        c.scores(),
                        0,
                        Optional.empty(),
                        c.failures()))
                .toList();
    }

    private static Search search(Label label) {
        var forest = new CandidateGrid(
                "random-forest", Map.of("n_estimators", wholes(9, 3, 17), "max_depth", wholes(2, 5)), Map.of());
        var boosting = new CandidateGrid(
                "gradient-boosting",
                Map.of("n_estimators", wholes(4, 12)),
                Map.of("subsample", ParameterValue.of(0.7)));
        var own = new CandidateGrid(
                "histogram-boosting",
                Map.of("n_estimators", wholes(4, 12, 300)),
                Map.of(
                        "subsample", ParameterValue.of(0.7),
                        "min_samples_leaf", ParameterValue.of(5),
                        "early_stopping", ParameterValue.of(true),
                        "n_iter_no_change", ParameterValue.of(3)));
        var ada = new CandidateGrid("ada-boost", Map.of("n_estimators", wholes(3, 6)), Map.of());
        return switch (label) {
            case Label.Classes c ->
                new Search(
                        List.of(forest, boosting, own, ada),
                        Cv.DEFAULT,
                        List.of(Scoring.LOG_LOSS, Scoring.ACCURACY),
                        Scoring.LOG_LOSS,
                        42);
            case Label.Regression r ->
                new Search(
                        List.of(forest, boosting, own),
                        Cv.DEFAULT,
                        List.of(Scoring.RMSE, Scoring.MAE),
                        Scoring.RMSE,
                        42);
        };
    }

    private static List<ParameterValue> wholes(int... values) {
        return Arrays.stream(values).mapToObj(ParameterValue::of).toList();
    }

    /** The label follows from both features, with noise. */
    private static TrainingData data(Label label) {
        var random = new Random(5);
        var columns = new double[2][200];
        var labels = new double[200];
        for (int r = 0; r < labels.length; r++) {
            columns[0][r] = random.nextDouble();
            columns[1][r] = random.nextDouble();
            double signal = columns[0][r] + (columns[1][r] > 0.5 ? 1 : 0) + 0.3 * random.nextGaussian();
            labels[r] = switch (label) {
                case Label.Classes c ->
                    Math.clamp((int) (signal * 1.5), 0, c.classes().size() - 1);
                case Label.Regression n -> signal;
            };
        }
        return new TrainingData(
                List.of(Feature.numeric("x"), Feature.numeric("y")), label, columns, labels, new long[200]);
    }
}
