package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.artifact.Combination;

/** Log loss of three classes or more, with a score for each. */
final class SoftmaxLoss extends Loss {
    private final int[] y;
    private final ClassWeights weights;
    private final double[] starts;
    /** At the beginning of the round, {@code [classes][rows]}. */
    private final double[][] shares;

    SoftmaxLoss(Examples train, int classes, boolean balanced) {
        this.y = train.y;
        int[] rowsOf = train.rowsOfClass(classes);
        this.weights = ClassWeights.of(rowsOf, balanced);
        this.starts = weights.shares(rowsOf);
        for (int c = 0; c < classes; c++) {
            starts[c] = Math.log(starts[c]);
        }
        this.shares = new double[classes][train.size()];
    }

    @Override
    int scores() {
        return starts.length;
    }

    @Override
    double start(int score) {
        return starts[score];
    }

    @Override
    Combination combination() {
        return Combination.SOFTMAX;
    }

    @Override
    double unit() {
        return 1;
    }

    /** Costs an exponential a row and class. */
    @Override
    void beginRound(double[][] scores) {
        for (int i = 0; i < y.length; i++) {
            double most = greatest(scores, i);
            double all = 0;
            for (int c = 0; c < starts.length; c++) {
                double share = Math.exp(scores[c][i] - most);
                shares[c][i] = share;
                all += share;
            }
            for (int c = 0; c < starts.length; c++) {
                shares[c][i] /= all;
            }
        }
    }

    private static double greatest(double[][] scores, int row) {
        double most = Double.NEGATIVE_INFINITY;
        for (double[] ofClass : scores) {
            most = Math.max(most, ofClass[row]);
        }
        return most;
    }

    @Override
    void gradients(double[][] scores, int score, Gradients into) {
        into.scale(weights.most, weights.most / 4);
        double[] ofClass = shares[score];
        for (int i = 0; i < y.length; i++) {
            double share = ofClass[i];
            double weight = weights.weights[y[i]];
            into.set(i, weight * (share - (y[i] == score ? 1 : 0)), weight * share * (1 - share));
        }
    }

    @Override
    double mean(double[][] scores, Examples rows) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < rows.size(); i++) {
            double weight = weights.weights[rows.y[i]];
            double most = greatest(scores, i);
            double odds = 0;
            for (double[] ofClass : scores) {
                odds += Math.exp(ofClass[i] - most);
            }
            sum += weight * (most + Math.log(odds) - scores[rows.y[i]][i]);
            all += weight;
        }
        return sum / all;
    }
}
