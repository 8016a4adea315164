package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected scores are those of scikit-learn 1.9.1. */
class ScoresTest {
    private static final double TOLERANCE = 1e-12;
    private static final double[] THREE_CLASSES = {
        .7, .2, .1, .1, .8, .1, .2, .3, .5, .4, .4, .2, .3, .3, .4, .6, .3, .1, .2, .5, .3, .05, .15, .8
    };

    @Test
    void scoresTwoClasses() {
        var scores = binary(truth(0, 0, 1, 1, 0, 1, 1, 0), .1, .4, .35, .8, .6, .9, .55, .2);
        assertScores(scores, 0.75, 0.75, 0.75, 0.8125, 0.4664729518548145, 0.5);
    }

    @Test
    void tiesCountHalfInRocAucAndGoToTheFirstClass() {
        var scores = binary(truth(0, 1, 0, 1, 1, 0, 0, 1, 1), .5, .5, .25, .75, .25, .75, .5, .5, 1);
        assertScores(scores, 0.5555555555555556, 0.575, 0.5, 0.6, 0.6800601765981249, 0.15811388300841897);
    }

    @Test
    void constantPredictionsScoreLikeChance() {
        var scores = binary(truth(0, 1, 1, 0, 1), .5, .5, .5, .5, .5);
        assertScores(scores, 0.4, 0.5, 0, 0.5, 0.6931471805599453, 0);
    }

    @Test
    void logLossClipsCertainty() {
        var scores = binary(truth(0, 1, 1, 0), 0, 1, 0, 1);
        assertScores(scores, 0.5, 0.5, 0.5, 0.5, 18.021826694558577, 0);
    }

    @Test
    void onlyPositivesLeaveRocAucOut() {
        var scores = binary(truth(1, 1, 1), .9, .2, .6);
        assertThat(scores).doesNotContainKey(Scoring.ROC_AUC);
        assertThat(scores.get(Scoring.BALANCED_ACCURACY)).isCloseTo(0.6666666666666666, within(TOLERANCE));
        assertThat(scores.get(Scoring.F1)).isCloseTo(0.8, within(TOLERANCE));
        assertThat(scores.get(Scoring.LOG_LOSS)).isCloseTo(0.7418746839526391, within(TOLERANCE));
        assertThat(scores.get(Scoring.MATTHEWS)).isZero();
    }

    @Test
    void onlyNegativesGiveNoF1() {
        var scores = binary(truth(0, 0, 0), .1, .2, .3);
        assertThat(scores.get(Scoring.F1)).isZero();
        assertThat(scores.get(Scoring.ACCURACY)).isEqualTo(1);
        assertThat(scores.get(Scoring.LOG_LOSS)).isCloseTo(0.22839300363692283, within(TOLERANCE));
    }

    @Test
    void negativeZeroTiesWithZero() {
        double[] probabilities = {1, -0.0, 1, 0.0};
        assertThat(Scores.compute(List.of(Scoring.ROC_AUC), SmallData.TWO, truth(0, 1), probabilities))
                .containsExactly(Map.entry(Scoring.ROC_AUC, 0.5));
    }

    @Test
    void scoresThreeClasses() {
        var scores = classes(SmallData.THREE, truth(0, 1, 2, 1, 0, 0, 2, 2), THREE_CLASSES);
        assertScores(
                scores,
                0.625,
                0.611111111111111,
                0.611111111111111,
                0.9277777777777777,
                0.6663963989273894,
                0.42857142857142855);
    }

    @Test
    void aClassAbsentFromTruthIsLeftOutOfMeans() {
        var scores = classes(SmallData.THREE, truth(0, 1, 0, 1, 0, 0, 1, 1), THREE_CLASSES);
        assertScores(scores, 0.5, 0.5, 0.41269841269841273, 0.796875, 0.9263265916373689, 0.3273268353539886);
    }

    @Test
    void scoresFiveThousandRowsWithManyTies() {
        int rows = 5_000;
        double[] truth = new double[rows];
        double[] probabilities = new double[2 * rows];
        long state = 12_345;
        for (int row = 0; row < rows; row++) {
            state = (state * 1_103_515_245L + 12_345) % (1L << 31);
            truth[row] = (state >> 16) % 3 == 0 ? 1 : 0;
            state = (state * 1_103_515_245L + 12_345) % (1L << 31);
            double p = ((state >> 16) % 97) / 97.0 * 0.7 + 0.3 * truth[row] * ((state >> 8) % 2);
            probabilities[2 * row] = 1 - p;
            probabilities[2 * row + 1] = p;
        }
        assertScores(
                classes(SmallData.TWO, truth, probabilities),
                0.6508,
                0.6068788782311914,
                0.47282608695652173,
                0.6649702820743746,
                0.727849647307566,
                0.21194079610504132);
    }

    @Test
    void scoresNumbers() {
        assertNumbers(truth(3, -0.5, 2, 7, 4.25), truth(2.5, 0, 2, 8, 4), 0.5590169943749475, 0.45, 0.9491042345276873);
        assertNumbers(truth(1, 2, 3), truth(3, 2, 1), 1.632993161855452, 1.3333333333333333, -3);
    }

    @Test
    void constantTruthGivesR2OfOneOrZero() {
        assertNumbers(truth(2, 2, 2), truth(2, 2, 2.5), 0.28867513459481287, 0.16666666666666666, 0);
        assertNumbers(truth(2, 2, 2), truth(2, 2, 2), 0, 0, 1);
    }

    @Test
    void oneRowLeavesR2Out() {
        assertThat(numbers(truth(1), truth(2))).containsOnly(Map.entry(Scoring.RMSE, 1.0), Map.entry(Scoring.MAE, 1.0));
    }

    @Test
    void tellsWhyAMetricIsUndefined() {
        assertThat(Scores.undefined(Scoring.ROC_AUC, truth(1, 1)))
                .contains("roc_auc is undefined: only one class in the test fold");
        assertThat(Scores.undefined(Scoring.R2, truth(1))).contains("r2 is undefined: only one row in the test fold");
        assertThat(Scores.undefined(Scoring.ACCURACY, truth())).contains("accuracy is undefined: no test rows");
        assertThat(Scores.undefined(Scoring.LOG_LOSS, truth(1, 1))).isEmpty();
    }

    @Test
    void refusesAMetricOfTheOtherKind() {
        assertThatThrownBy(() -> Scores.compute(List.of(Scoring.R2), SmallData.TWO, truth(0, 1), truth(1, 0, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] truth(double... truth) {
        return truth;
    }

    private static Map<Scoring, Double> binary(double[] truth, double... positive) {
        double[] probabilities = new double[2 * positive.length];
        for (int i = 0; i < positive.length; i++) {
            probabilities[2 * i] = 1 - positive[i];
            probabilities[2 * i + 1] = positive[i];
        }
        return classes(SmallData.TWO, truth, probabilities);
    }

    private static Map<Scoring, Double> classes(Label label, double[] truth, double[] probabilities) {
        return Scores.compute(fitting(label), label, truth, probabilities);
    }

    private static Map<Scoring, Double> numbers(double[] truth, double[] predicted) {
        return Scores.compute(fitting(SmallData.NUMBER), SmallData.NUMBER, truth, predicted);
    }

    private static List<Scoring> fitting(Label label) {
        return Arrays.stream(Scoring.values()).filter(s -> s.fits(label)).toList();
    }

    private static void assertScores(
            Map<Scoring, Double> scores,
            double accuracy,
            double balanced,
            double f1,
            double rocAuc,
            double logLoss,
            double matthews) {
        assertThat(scores.keySet()).isEqualTo(EnumSet.range(Scoring.ACCURACY, Scoring.MATTHEWS));
        assertThat(scores.get(Scoring.ACCURACY)).isCloseTo(accuracy, within(TOLERANCE));
        assertThat(scores.get(Scoring.BALANCED_ACCURACY)).isCloseTo(balanced, within(TOLERANCE));
        assertThat(scores.get(Scoring.F1)).isCloseTo(f1, within(TOLERANCE));
        assertThat(scores.get(Scoring.ROC_AUC)).isCloseTo(rocAuc, within(TOLERANCE));
        assertThat(scores.get(Scoring.LOG_LOSS)).isCloseTo(logLoss, within(TOLERANCE));
        assertThat(scores.get(Scoring.MATTHEWS)).isCloseTo(matthews, within(TOLERANCE));
    }

    private static void assertNumbers(double[] truth, double[] predicted, double rmse, double mae, double r2) {
        var scores = numbers(truth, predicted);
        assertThat(scores.get(Scoring.RMSE)).isCloseTo(rmse, within(TOLERANCE));
        assertThat(scores.get(Scoring.MAE)).isCloseTo(mae, within(TOLERANCE));
        assertThat(scores.get(Scoring.R2)).isCloseTo(r2, within(TOLERANCE));
    }
}
