package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.artifact.Combination;

/** Log loss of two classes. A score is half of the log odds of the second, as {@link Combination#LOGISTIC} has it. */
final class LogisticLoss extends Loss {
    private final int[] y;
    private final ClassWeights weights;
    private final double start;

    LogisticLoss(Examples train, boolean balanced) {
        this.y = train.y;
        int[] rowsOf = train.rowsOfClass(2);
        this.weights = ClassWeights.of(rowsOf, balanced);
        double[] shares = weights.shares(rowsOf);
        this.start = Math.log(shares[1] / shares[0]) / 2;
    }

    @Override
    int scores() {
        return 1;
    }

    @Override
    double start(int score) {
        return start;
    }

    @Override
    Combination combination() {
        return Combination.LOGISTIC;
    }

    @Override
    double unit() {
        return 0.5;
    }

    @Override
    void beginRound(double[][] scores) {
        // There is one tree only.
    }

    /** Costs an exponential a row. */
    @Override
    void gradients(double[][] scores, int score, Gradients into) {
        into.scale(weights.most, weights.most / 4);
        double[] halfOdds = scores[score];
        for (int i = 0; i < y.length; i++) {
            double second = 1 / (1 + Math.exp(-2 * halfOdds[i]));
            double weight = weights.weights[y[i]];
            into.set(i, weight * (second - y[i]), weight * second * (1 - second));
        }
    }

    @Override
    double mean(double[][] scores, Examples rows) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < rows.size(); i++) {
            double weight = weights.weights[rows.y[i]];
            double odds = 2 * scores[0][i];
            double against = rows.y[i] == 1 ? -odds : odds;
            sum += weight * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))));
            all += weight;
        }
        return sum / all;
    }
}
