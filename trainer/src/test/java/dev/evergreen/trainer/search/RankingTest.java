package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.resource.FitCost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Search BY_ACCURACY = search(Scoring.ACCURACY);
    private static final Search BY_LOG_LOSS = search(Scoring.LOG_LOSS);

    @Test
    void ordersByMeanOverFolds() {
        var ranking = rank(
                BY_ACCURACY,
                3,
                scored(0, 0, .6),
                scored(0, 1, .8),
                scored(1, 0, .9),
                scored(1, 1, .7),
                scored(2, 0, .1),
                scored(2, 1, .2));
        assertThat(ranking).extracting(CandidateResult::candidate).containsExactly(1, 0, 2);
        assertThat(ranking).extracting(CandidateResult::rank).containsExactly(1, 2, 3);
        assertThat(ranking.getFirst().scores().get(Scoring.ACCURACY)).isEqualTo(ScoreSummary.of(List.of(.9, .7)));
    }

    @Test
    void equalMeansShareARankAndTheLowerNumberComesFirst() {
        var ranking = rank(
                BY_ACCURACY,
                3,
                scored(2, 0, .5),
                scored(1, 0, .75),
                scored(0, 0, .75),
                scored(2, 1, .5),
                scored(1, 1, .25),
                scored(0, 1, .25));
        assertThat(ranking).extracting(CandidateResult::candidate).containsExactly(0, 1, 2);
        assertThat(ranking).extracting(CandidateResult::rank).containsOnly(1);
    }

    @Test
    void skipsRanksAfterATie() {
        var ranking = rank(
                BY_ACCURACY,
                3,
                scored(0, 0, .5),
                scored(0, 1, .5),
                scored(1, 0, .75),
                scored(1, 1, .25),
                scored(2, 0, 0),
                scored(2, 1, 0));
        assertThat(ranking).extracting(CandidateResult::rank).containsExactly(1, 1, 3);
    }

    @Test
    void aLowerLossIsBetter() {
        var ranking = rank(BY_LOG_LOSS, 2, scored(0, 0, .9), scored(0, 1, .9), scored(1, 0, .1), scored(1, 1, .1));
        assertThat(Ranking.winner(ranking)).map(CandidateResult::candidate).contains(1);
    }

    @Test
    void oneFailedFoldPutsACandidateLastWithoutScores() {
        var ranking = rank(
                BY_ACCURACY, 2, scored(0, 0, 1), failed(0, 1, "out of memory"), scored(1, 0, .1), scored(1, 1, .1));
        assertThat(ranking).extracting(CandidateResult::candidate).containsExactly(1, 0);
        assertThat(ranking.getLast().rank()).isEqualTo(2);
        assertThat(ranking.getLast().scores()).isEmpty();
        assertThat(ranking.getLast().failures()).containsExactly("fold 1: out of memory");
    }

    @Test
    void aMissingOutcomeCountsAsFailed() {
        var ranking = rank(BY_ACCURACY, 1, scored(0, 1, 1));
        assertThat(ranking.getFirst().failures()).containsExactly("fold 0: no outcome");
    }

    @Test
    void failedCandidatesShareTheRankAfterTheScored() {
        var ranking = rank(BY_ACCURACY, 3, scored(1, 0, .5), scored(1, 1, .5));
        assertThat(ranking).extracting(CandidateResult::rank).containsExactly(1, 2, 2);
    }

    @Test
    void nobodyWinsIfAllFail() {
        assertThat(Ranking.winner(rank(BY_ACCURACY, 2))).isEmpty();
    }

    @Test
    void meanFitTimeLeavesFailedFitsOut() {
        var ranking = rank(BY_ACCURACY, 1, scored(0, 0, 1), failed(0, 1, "x"));
        assertThat(ranking.getFirst().meanFitS()).isEqualTo(2);
    }

    @Test
    void refusesTwoOutcomesOfOneFit() {
        assertThatThrownBy(() -> rank(BY_ACCURACY, 1, scored(0, 0, 1), scored(0, 0, 1)))
                .hasMessage("two outcomes for candidate 0, fold 0");
    }

    @Test
    void theOrderOfOutcomesDoesNotMatter() {
        var random = new Random(3);
        for (int trial = 0; trial < 100; trial++) {
            var results = new ArrayList<FitResult>();
            for (int candidate = 0; candidate < 12; candidate++) {
                for (int fold = 0; fold < 2; fold++) {
                    double score = random.nextInt(4) / 3.0 + 0.1;
                    results.add(
                            random.nextInt(10) == 0 ? failed(candidate, fold, "x") : scored(candidate, fold, score));
                }
            }
            var inOrder = Ranking.rank(candidates(12), 2, results, BY_ACCURACY);
            Collections.shuffle(results, random);
            assertThat(Ranking.rank(candidates(12), 2, results, BY_ACCURACY)).isEqualTo(inOrder);
        }
    }

    private static List<CandidateResult> rank(Search search, int candidates, FitResult... results) {
        return Ranking.rank(candidates(candidates), 2, List.of(results), search);
    }

    private static List<Candidate> candidates(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Candidate(n, "stub", Map.of()))
                .toList();
    }

    private static FitResult scored(int candidate, int fold, double score) {
        var scores = Map.of(Scoring.ACCURACY, score, Scoring.LOG_LOSS, score);
        return new FitResult(candidate, fold, new FitOutcome.Scored(scores, 100, 2, new FitCost(2.5, 2.25, 1_000), 1));
    }

    private static FitResult failed(int candidate, int fold, String reason) {
        return new FitResult(candidate, fold, new FitOutcome.Failed(reason, FitCost.NONE));
    }

    private static Search search(Scoring refit) {
        var grid = new CandidateGrid("stub", Map.of(), Map.of());
        return new Search(List.of(grid), Cv.DEFAULT, List.of(Scoring.ACCURACY, Scoring.LOG_LOSS), refit, 1);
    }
}
