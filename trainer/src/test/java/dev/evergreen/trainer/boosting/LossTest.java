package dev.evergreen.trainer.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.forest.Windows;
import dev.evergreen.trainer.window.RowLabels;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives against differences of the loss itself. */
class LossTest {
    private static final int ROWS = 40;
    private static final double STEP = 1e-4;

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(Windows.NUMBER, false),
                Arguments.of(Windows.TWO, false),
                Arguments.of(Windows.TWO, true),
                Arguments.of(Windows.classes(4), false),
                Arguments.of(Windows.classes(4), true));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreSlopesOfTheLossAndHessiansThoseOfGradients(Label label, boolean balanced) {
        Examples rows = examples(label);
        Loss loss = loss(rows, label, balanced);
        var random = new Random(3);
        var scores = new double[loss.scores()][ROWS];
        for (double[] ofOne : scores) {
            for (int i = 0; i < ROWS; i++) {
                ofOne[i] = 1.5 * random.nextGaussian();
            }
        }
        for (int s = 0; s < scores.length; s++) {
            var gradients = new Gradients(ROWS);
            loss.beginRound(scores);
            loss.gradients(scores, s, gradients);
            for (int i = 0; i < ROWS; i++) {
                // However classes are weighed, all weights add up to the number of rows. In the units that trees answer
                // in, which for two classes are twice the score's.
                double step = STEP * loss.unit();
                double up = at(loss, scores, rows, s, i, step);
                double here = loss.mean(scores, rows);
                double down = at(loss, scores, rows, s, i, -step);
                assertThat(gradients.gradient(gradients.gradients[i]))
                        .isCloseTo(ROWS * (up - down) / (2 * STEP), within(1e-6));
                assertThat(gradients.hessian(gradients.weights[i]))
                        .isCloseTo(ROWS * (up - 2 * here + down) / (STEP * STEP), within(2e-4));
            }
        }
    }

    private static double at(Loss loss, double[][] scores, Examples rows, int score, int row, double step) {
        double before = scores[score][row];
        scores[score][row] = before + step;
        double mean = loss.mean(scores, rows);
        scores[score][row] = before;
        return mean;
    }

    /** Without trees nothing but another mean of all rows could do better: all gradients add up to 0. */
    @ParameterizedTest
    @MethodSource("losses")
    void startsWhereTheLossIsLeast(Label label, boolean balanced) {
        Examples rows = examples(label);
        Loss loss = loss(rows, label, balanced);
        var scores = new double[loss.scores()][ROWS];
        for (int s = 0; s < scores.length; s++) {
            Arrays.fill(scores[s], loss.start(s));
        }
        loss.beginRound(scores);
        for (int s = 0; s < scores.length; s++) {
            var gradients = new Gradients(ROWS);
            loss.gradients(scores, s, gradients);
            double sum = gradients.gradient(Arrays.stream(gradients.gradients).sum());
            assertThat(sum).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void staysFiniteFarFromTheLabels() {
        Examples rows = examples(Windows.TWO);
        Loss loss = loss(rows, Windows.TWO, false);
        var scores = new double[][] {
            IntStream.range(0, ROWS).mapToDouble(i -> i % 2 == 0 ? 1e6 : -1e6).toArray()
        };
        var gradients = new Gradients(ROWS);
        loss.gradients(scores, 0, gradients);
        assertThat(loss.mean(scores, rows)).isBetween(1e5, 2e6);
        for (int i = 0; i < ROWS; i++) {
            assertThat(Math.abs(gradients.gradient(gradients.gradients[i]))).isIn(0.0, 1.0);
        }
    }

    private static Loss loss(Examples rows, Label label, boolean balanced) {
        return switch (label) {
            case Label.Regression _ -> new SquaredLoss(rows);
            case Label.Classes c when c.classes().size() == 2 -> new LogisticLoss(rows, balanced);
            case Label.Classes c -> new SoftmaxLoss(rows, c.classes().size(), balanced);
        };
    }

    private static Examples examples(Label label) {
        TrainingData data = Windows.mixed(label, ROWS, 4);
        RowSet all = RowSet.range(0, ROWS);
        return Examples.of(
                all, RowLabels.of(data, all), IntStream.range(0, ROWS).toArray());
    }
}
