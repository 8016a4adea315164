package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.window.RowSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedFoldTest {
    private static final List<Scoring> SCORING = List.of(Scoring.ROC_AUC, Scoring.ACCURACY);
    private static final Fold FOLD = new Fold(0, RowSet.range(0, 100), RowSet.range(100, 150));
    private static final FitCost COST = new FitCost(2, 1.5, 1_000);

    private static final FitOutcome GOOD = scored(Map.of(Scoring.ACCURACY, 0.75, Scoring.ROC_AUC, 0.875));
    private static final FitOutcome PARTLY = scored(Map.of(Scoring.ACCURACY, 0.5));
    private static final FitOutcome BROKEN = new FitOutcome.Failed("the model predicts NaN for row 3", COST);
    private static final FitOutcome OTHERWISE = new FitOutcome.Failed("rmse is Infinity", COST);

    @Test
    void comesBackForEachCandidateThatItServed() {
        var outcomes = List.of(GOOD, BROKEN, PARTLY);

        FinishedFit fit = FittedFold.finished(SCORING, outcomes, FOLD, 5);

        assertThat(fit.failed()).isFalse();
        assertThat(fit.scores()).containsExactly(0.875, 0.75, Double.NaN, Double.NaN, Double.NaN, 0.5);
        assertThat(FittedFold.outcomes(SCORING, fit, 3)).isEqualTo(outcomes);
    }

    @Test
    void hasFailedIfItServesNone() {
        var outcomes = List.of(BROKEN, OTHERWISE);

        FinishedFit fit = FittedFold.finished(SCORING, outcomes, FOLD, 5);

        assertThat(fit.failure()).isEqualTo("the model predicts NaN for row 3");
        assertThat(FittedFold.outcomes(SCORING, fit, 2)).isEqualTo(outcomes);
    }

    @Test
    void oneThatWasStoppedServesNone() {
        var stopped = new FinishedFit(
                "too long",
                FinishedFit.NO_FAILURES,
                FinishedFit.NO_SCORES,
                FinishedFit.NO_ARTIFACT,
                0,
                5,
                0,
                2,
                1.5,
                1_000);

        var failed = new FitOutcome.Failed("too long", COST);
        assertThat(FittedFold.outcomes(SCORING, stopped, 2)).containsExactly(failed, failed);
    }

    private static FitOutcome scored(Map<Scoring, Double> scores) {
        return new FitOutcome.Scored(scores, 100, 1.25, COST, 3);
    }
}
