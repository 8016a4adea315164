package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitTaskRunnerTest {
    private static final Candidate CANDIDATE = new Candidate(0, "stub", Map.of());
    private static final List<Candidate> FAMILY =
            List.of(CANDIDATE, new Candidate(1, "stub", Map.of()), new Candidate(2, "stub", Map.of()));
    private static final Fold FOLD = new Fold(0, RowSet.range(0, 4), RowSet.range(4, 8));
    private static final TrainingData DATA = SmallData.rows(8);

    @Test
    void scoresTheTestRowsAlone() throws InterruptedException {
        // Says yes to rows 5 and 6: right for 5 and 4.
        var outcome = run(DATA, Scoring.ACCURACY, (row, out) -> {
            out[1] = row[0] == 5 || row[0] == 6 ? 0.9 : 0.2;
            out[0] = 1 - out[1];
        });
        assertThat(outcome).isInstanceOfSatisfying(FitOutcome.Scored.class, s -> {
            assertThat(s.scores()).containsEntry(Scoring.ACCURACY, 0.5);
            assertThat(s.cost().wallS()).isGreaterThanOrEqualTo(s.fitS());
        });
    }

    @Test
    void scoresNumbers() throws InterruptedException {
        var data = SmallData.of(SmallData.NUMBER, 0, 1, 2, 3, 4, 5, 6, 7);
        var outcome = run(data, Scoring.MAE, (row, out) -> out[0] = row[0] + 0.5);
        assertThat(((FitOutcome.Scored) outcome).scores()).containsEntry(Scoring.MAE, 0.5);
    }

    @Test
    void handsTheFitItsTrainingRowsAndSeed() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> {
            assertThat(rows).isEqualTo(FOLD.train());
            assertThat(seed).isEqualTo(99);
            return StubFits.of((row, out) -> out[0] = 1);
        };
        assertThat(run(DATA, Scoring.ACCURACY, fitter)).isInstanceOf(FitOutcome.Scored.class);
    }

    @Test
    void whatTheFitThrowsIsAReason() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> {
            throw new IllegalStateException("no split\n possible");
        };
        assertThat(reason(run(DATA, Scoring.ACCURACY, fitter))).isEqualTo("IllegalStateException: no split possible");
    }

    @Test
    void runningOutOfMemoryIsAReason() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThat(reason(run(DATA, Scoring.ACCURACY, fitter))).isEqualTo("OutOfMemoryError: Java heap space");
    }

    @Test
    void aPredictionThatIsNoNumberIsAReason() throws InterruptedException {
        var outcome = run(DATA, Scoring.ACCURACY, (row, out) -> out[0] = row[0] == 6 ? Double.NaN : 0.5);
        assertThat(reason(outcome)).isEqualTo("the model predicts NaN for row 6");
    }

    @Test
    void aPredictionThatIsNoNumberFailsItsCandidateAlone() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> StubFits.of(
                (row, out) -> out[1] = 1, (row, out) -> out[0] = Double.POSITIVE_INFINITY, (row, out) -> out[0] = 1);
        List<FitOutcome> outcomes = run(DATA, Scoring.ACCURACY, fitter, FAMILY);
        assertThat(((FitOutcome.Scored) outcomes.get(0)).scores()).containsEntry(Scoring.ACCURACY, 0.5);
        assertThat(reason(outcomes.get(1))).isEqualTo("the model predicts Infinity for row 4");
        assertThat(((FitOutcome.Scored) outcomes.get(2)).scores()).containsEntry(Scoring.ACCURACY, 0.5);
        assertThat(outcomes)
                .extracting(FitOutcome::cost)
                .containsOnly(outcomes.getFirst().cost());
    }

    @Test
    void whatTheFitThrowsFailsAllThatItWasToServe() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> {
            throw new IllegalStateException("no split");
        };
        assertThat(run(DATA, Scoring.ACCURACY, fitter, FAMILY))
                .extracting(FitTaskRunnerTest::reason)
                .containsExactly(
                        "IllegalStateException: no split",
                        "IllegalStateException: no split",
                        "IllegalStateException: no split");
    }

    @Test
    void aScoreBeyondAllNumbersIsAReason() throws InterruptedException {
        var data = SmallData.of(SmallData.NUMBER, 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(reason(run(data, Scoring.RMSE, (row, out) -> out[0] = 1e200)))
                .isEqualTo("rmse is Infinity");
    }

    @Test
    void anUndefinedRefitMetricFailsBeforeFitting() throws InterruptedException {
        Fitter fitter = (data, rows, family, seed) -> {
            throw new AssertionError("fitted in vain");
        };
        var data = SmallData.of(SmallData.TWO, 0, 1, 0, 1, 1, 1, 1, 1);
        assertThat(reason(run(data, Scoring.ROC_AUC, fitter)))
                .isEqualTo("roc_auc is undefined: only one class in the test fold");
    }

    @Test
    void interruptionIsNoOutcome() {
        Fitter fitter = (data, rows, family, seed) -> {
            Thread.currentThread().interrupt();
            return StubFits.of((row, out) -> out[0] = 1);
        };
        assertThatThrownBy(() -> run(DATA, Scoring.ACCURACY, fitter)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static FitOutcome run(TrainingData data, Scoring metric, StubFits.RowScorer scorer)
            throws InterruptedException {
        return run(data, metric, (Fitter) (d, rows, family, seed) -> StubFits.of(scorer));
    }

    private static FitOutcome run(TrainingData data, Scoring metric, Fitter fitter) throws InterruptedException {
        return run(data, metric, fitter, List.of(CANDIDATE)).getFirst();
    }

    private static List<FitOutcome> run(TrainingData data, Scoring metric, Fitter fitter, List<Candidate> family)
            throws InterruptedException {
        return new FitTaskRunner(data, search(metric, data.label()), fitter).run(FOLD, family, 99);
    }

    private static Search search(Scoring metric, Label label) {
        assertThat(metric.fits(label)).isTrue();
        var grid = new CandidateGrid("stub", Map.of(), Map.of());
        return new Search(List.of(grid), Cv.DEFAULT, List.of(metric), metric, 1);
    }

    private static String reason(FitOutcome outcome) {
        return ((FitOutcome.Failed) outcome).reason();
    }
}
