package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Halving;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A window of 1,000 rows, one a second from second 0 on; a part needs 400 with three folds. */
class WindowPartsTest {
    private static final TrainingData DATA = SmallData.rows(1_000);
    private static final SearchWindow NEWEST_500 = new SearchWindow.Newest(500);
    private static final Fitter STUB = (data, rows, family, seed) -> StubFits.of((row, out) -> out[0] = 1);

    @Test
    void aPartIsWhatCameAfterTheChange() {
        assertThat(since(500)).containsExactly(new WindowPart(SearchWindow.SINCE_CHANGE, 500));
        assertThat(since(600)).containsExactly(new WindowPart(SearchWindow.SINCE_CHANGE, 400));
    }

    @Test
    void aRowAtTheMomentOfTheChangeIsNew() {
        assertThat(WindowParts.of(search(), DATA, Optional.of(Instant.ofEpochMilli(499_001))))
                .containsExactly(new WindowPart(SearchWindow.SINCE_CHANGE, 500));
        assertThat(WindowParts.of(search(), DATA, Optional.of(Instant.ofEpochMilli(500_000))))
                .containsExactly(new WindowPart(SearchWindow.SINCE_CHANGE, 500));
    }

    @Test
    void thereIsNoneWithoutAChangeOrWithOneThatTheWindowDoesNotSpan() {
        assertThat(WindowParts.of(search(), DATA, Optional.empty())).isEmpty();
        assertThat(since(-1)).isEmpty();
        assertThat(since(0)).isEmpty();
        assertThat(since(1)).containsExactly(new WindowPart(SearchWindow.SINCE_CHANGE, 999));
    }

    @Test
    void thereIsNoneWhileTooFewRowsCameAfterTheChange() {
        assertThat(since(601)).isEmpty();
        assertThat(since(999)).isEmpty();
        assertThat(since(5_000)).isEmpty();
    }

    @Test
    void theNewestRowsAreAPartIfTheWindowHoldsMore() {
        Search search = search().withWindows(List.of(
                new SearchWindow.Newest(1_000), SearchWindow.WHOLE, NEWEST_500, SearchWindow.SINCE_CHANGE));
        assertThat(WindowParts.of(search, DATA, Optional.empty())).containsExactly(new WindowPart(NEWEST_500, 500));
        assertThat(WindowParts.of(search, DATA, Optional.of(Instant.ofEpochSecond(300))))
                .containsExactly(new WindowPart(NEWEST_500, 500), new WindowPart(SearchWindow.SINCE_CHANGE, 700));
        assertThat(WindowParts.of(search, DATA, Optional.of(Instant.ofEpochSecond(500))))
                .as("the same rows twice")
                .containsExactly(new WindowPart(NEWEST_500, 500));
    }

    @Test
    void allCandidatesAreTestedOnTheRowsOfTheShortestPart() {
        Search search = search().withWindows(List.of(SearchWindow.WHOLE, SearchWindow.SINCE_CHANGE, NEWEST_500));
        RoundPlan plan = plan(search, DATA, 300);

        assertThat(plan.folds())
                .extracting(Fold::test)
                .containsExactly(RowSet.range(625, 750), RowSet.range(750, 875), RowSet.range(875, 1_000));
        assertThat(plan.shape().testedAmong()).isEqualTo(500);
        assertThat(plan.candidates())
                .extracting(c -> c.windowPart().map(WindowPart::toString).orElse("whole"))
                .containsExactly(
                        "whole",
                        "whole",
                        "window=since_change:700",
                        "window=since_change:700",
                        "window=500",
                        "window=500");
        assertThat(plan.candidates()).extracting(Candidate::number).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(plan.tasks().stream().filter(t -> t.candidates().getFirst() % 2 == 0))
                .extracting(FitTask::trainRows)
                .containsExactly(625, 750, 875, 325, 450, 575, 125, 250, 375);
    }

    @Test
    void aCandidateTrainsOnNoRowBeforeItsPart() throws InterruptedException {
        var trained = new ArrayList<RowSet>();
        Fitter listening = (data, rows, family, seed) -> {
            trained.add(rows);
            return STUB.fit(data, rows, family, seed);
        };
        SerialSearch.run(search(), DATA, 1, Optional.of(Instant.ofEpochSecond(600)), listening);
        assertThat(trained)
                .containsExactly(
                        RowSet.range(0, 700),
                        RowSet.range(0, 800),
                        RowSet.range(0, 900),
                        RowSet.range(0, 700),
                        RowSet.range(0, 800),
                        RowSet.range(0, 900),
                        RowSet.range(600, 700),
                        RowSet.range(600, 800),
                        RowSet.range(600, 900),
                        RowSet.range(600, 700),
                        RowSet.range(600, 800),
                        RowSet.range(600, 900));
    }

    @Test
    void aRoundThatKnowsOfNoChangeIsWhatItWasWithoutAnyChoice() {
        Search whole = search().withWindows(List.of(SearchWindow.WHOLE));
        assertThat(plan(search(), DATA, 601)).isEqualTo(plan(whole, DATA, 601));
        assertThat(plan(search(), DATA, 500).tasks().stream().limit(6))
                .as("numbers and seeds")
                .extracting(FitTask::candidates, FitTask::seed)
                .containsExactlyElementsOf(plan(whole, DATA, 500).tasks().stream()
                        .map(task -> tuple(task.candidates(), task.seed()))
                        .toList());
    }

    @Test
    void aPartThatWouldFailTheRoundIsLeftOut() {
        var auc = new Search(search().candidates(), search().cv(), List.of(Scoring.ROC_AUC), Scoring.ROC_AUC, 1);
        double[] rare =
                IntStream.range(0, 1_000).mapToDouble(i -> i % 240 == 0 ? 1 : 0).toArray();
        TrainingData rarely = SmallData.of(SmallData.TWO, rare);
        assertThat(plan(auc, rarely, 600)).isEqualTo(plan(auc.withWindows(List.of(SearchWindow.WHOLE)), rarely, 600));
    }

    @Test
    void aPartWhoseLabelsCameTooLateIsLeftOut() {
        long[] times = IntStream.range(0, 1_000).mapToLong(i -> 1_000L * i).toArray();
        long[] known = times.clone();
        Arrays.fill(known, 600, 1_000, 700_001);
        var late = new TrainingData(
                DATA.features(), DATA.label(), new double[][] {new double[1_000]}, new double[1_000], times, known);
        assertThat(plan(search(), late, 600).shape().parts()).isEmpty();
        assertThat(plan(search(), late, 590).shape().parts()).isPresent();
    }

    @Test
    void halvingTakesTheSameShareOfEachPart() {
        Search halving = search().withHalving(new Halving(2, Optional.of(250), false));
        RoundPlan plan = plan(halving, DATA, 600);
        assertThat(plan.shape().rungs()).extracting(Rungs.Rung::rows).containsExactly(250, 500, 1_000);
        assertThat(plan.tasks())
                .filteredOn(t -> t.fold() == 2)
                .extracting(FitTask::trainRows)
                .containsExactly(225, 225, 75, 75);
        assertThat(Plans.rungs(halving)).isEqualTo(3);
    }

    @Test
    void roomIsMadeForEveryPartThatThereMayBe() {
        assertThat(Plans.fits(search(), STUB))
                .isEqualTo(plan(search(), DATA, 600).tasks().size())
                .isEqualTo(12);
    }

    private static List<WindowPart> since(int second) {
        return WindowParts.of(search(), DATA, Optional.of(Instant.ofEpochSecond(second)));
    }

    private static RoundPlan plan(Search search, TrainingData data, int since) {
        return (RoundPlan) Plans.of(search, data, 1, Optional.of(Instant.ofEpochSecond(since)), STUB);
    }

    private static Search search() {
        var grid =
                new CandidateGrid("stub", Map.of("x", List.of(ParameterValue.of(1), ParameterValue.of(2))), Map.of());
        return new Search(List.of(grid), Cv.DEFAULT, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 42);
    }
}
