package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.artifact.Combination;
import java.util.Arrays;

/** Half of the squared error of a number. */
final class SquaredLoss extends Loss {
    private final double[] targets;
    private final double mean;

    SquaredLoss(Examples train) {
        this.targets = train.targets;
        this.mean = Arrays.stream(targets).average().orElseThrow();
    }

    @Override
    int scores() {
        return 1;
    }

    @Override
    double start(int score) {
        return mean;
    }

    @Override
    Combination combination() {
        return Combination.SUM;
    }

    @Override
    double unit() {
        return 1;
    }

    @Override
    void beginRound(double[][] scores) {
        // There is one tree only.
    }

    @Override
    void gradients(double[][] scores, int score, Gradients into) {
        double[] answers = scores[score];
        double most = 0;
        for (int i = 0; i < targets.length; i++) {
            most = Math.max(most, Math.abs(answers[i] - targets[i]));
        }
        into.scale(most, 1);
        for (int i = 0; i < targets.length; i++) {
            into.set(i, answers[i] - targets[i], 1);
        }
    }

    @Override
    double mean(double[][] scores, Examples rows) {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            double error = scores[0][i] - rows.targets[i];
            sum += error * error / 2;
        }
        return sum / rows.size();
    }
}
