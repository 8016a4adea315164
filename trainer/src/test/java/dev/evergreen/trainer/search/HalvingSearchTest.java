package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Halving;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.SerialSearch.Result;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingSearchTest {
    private static final TrainingData DATA = SmallData.rows(240);
    private static final Cv TWO_FOLDS = new Cv(Cv.Splitter.PLAIN, 2, Duration.ZERO);

    private record Fit(int candidate, int rows) {}

    private final List<Fit> done = new ArrayList<>();

    /** Right in {@code skill} of a hundred rows; fails on {@code fails_from} training rows or more. */
    private final Fitter fitter = (data, rows, family, seed) -> {
        Candidate only = family.getFirst();
        done.add(new Fit(only.number(), rows.size()));
        if (only.params().containsKey("fails_from")
                && rows.size() >= ((ParameterValue.Whole) only.params().get("fails_from")).value()) {
            throw new IllegalStateException("too many rows");
        }
        long skill = ((ParameterValue.Whole) only.params().get("skill")).value();
        return StubFits.of((row, out) -> {
            double truth = data.labelOf((int) row[0]);
            boolean right = (int) row[0] % 100 < skill;
            out[1] = right ? truth : 1 - truth;
            out[0] = 1 - out[1];
        });
    };

    @Test
    void eachRungFitsTheBestThirdOnThreeTimesTheRows() throws InterruptedException {
        Result.Searched searched = run(search(10, 50, 90, 30, 20, 80, 70, 40, 60));
        assertThat(searched.plan().shape().rungs())
                .containsExactly(new Rungs.Rung(9, 26), new Rungs.Rung(3, 78), new Rungs.Rung(1, 234));
        assertThat(done)
                .containsExactlyElementsOf(List.of(
                        new Fit(0, 13),
                        new Fit(0, 13),
                        new Fit(1, 13),
                        new Fit(1, 13),
                        new Fit(2, 13),
                        new Fit(2, 13),
                        new Fit(3, 13),
                        new Fit(3, 13),
                        new Fit(4, 13),
                        new Fit(4, 13),
                        new Fit(5, 13),
                        new Fit(5, 13),
                        new Fit(6, 13),
                        new Fit(6, 13),
                        new Fit(7, 13),
                        new Fit(7, 13),
                        new Fit(8, 13),
                        new Fit(8, 13),
                        new Fit(2, 39),
                        new Fit(2, 39),
                        new Fit(5, 39),
                        new Fit(5, 39),
                        new Fit(6, 39),
                        new Fit(6, 39),
                        new Fit(2, 117),
                        new Fit(2, 117)));
        assertThat(searched.winner()).map(Candidate::number).contains(2);
        assertThat(searched.ranking())
                .extracting(CandidateResult::candidate)
                .containsExactly(2, 5, 6, 8, 1, 7, 3, 4, 0);
        assertThat(searched.ranking()).extracting(CandidateResult::rank).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(searched.fits()).hasSize(26);
    }

    @Test
    void theNumberOfFitsIsKnownBefore() throws InterruptedException {
        Search search = search(10, 50, 90, 30, 20, 80, 70, 40, 60);
        run(search);
        assertThat(Plans.fits(search, fitter)).isEqualTo(done.size());
        assertThat(Plans.rungs(search)).isEqualTo(3);
    }

    @Test
    void whoFailsOnMoreRowsIsLastAndWhoWasDroppedBeforeMayWin() throws InterruptedException {
        var grid = new CandidateGrid(
                "stub", Map.of("skill", wholes(90, 50, 10)), Map.of("fails_from", ParameterValue.of(100)));
        Result.Searched searched = run(search(grid));
        assertThat(searched.winner()).map(Candidate::number).contains(1);
        assertThat(searched.ranking()).extracting(CandidateResult::candidate).containsExactly(1, 2, 0);
        assertThat(searched.ranking().getLast().failures())
                .containsExactly(
                        "fold 0: IllegalStateException: too many rows", "fold 1: IllegalStateException: too many rows");
    }

    @Test
    void aWindowWithFewerRowsThanTheFirstRungIsRefused() throws InterruptedException {
        Search search = search(10, 20).withHalving(new Halving(3, Optional.of(241), false));
        assertThat(SerialSearch.run(search, DATA, 1, fitter))
                .isEqualTo(new Result.Refused("halving begins with 241 rows, the window holds 240"));
    }

    @Test
    void nestingChangesNeitherRungsNorScores() throws InterruptedException {
        var forest = new CandidateGrid(
                "random-forest", Map.of("n_estimators", wholes(1, 4, 9), "max_depth", wholes(1, 3)), Map.of());
        Search search = search(forest);
        var nested = (Result.Searched) SerialSearch.run(search, DATA, 1, LearnerFitter.standard());
        var separate = (Result.Searched) SerialSearch.run(search.withNested(false), DATA, 1, LearnerFitter.standard());
        assertThat(nested.plan().shape().rungs()).hasSize(2);
        assertThat(withoutCosts(nested)).isEqualTo(withoutCosts(separate));
        assertThat(nested.fits()).hasSameSizeAs(separate.fits());
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

    private Result.Searched run(Search search) throws InterruptedException {
        return (Result.Searched) SerialSearch.run(search, DATA, 1, fitter);
    }

    private static Search search(int... skills) {
        return search(new CandidateGrid("stub", Map.of("skill", wholes(skills)), Map.of()));
    }

    private static Search search(CandidateGrid grid) {
        return new Search(List.of(grid), TWO_FOLDS, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 42)
                .withHalving(Halving.DEFAULT);
    }

    private static List<ParameterValue> wholes(int... values) {
        return IntStream.of(values).mapToObj(ParameterValue::of).toList();
    }
}
