package dev.evergreen.trainer.boosting;

import java.util.Arrays;

/** What a row of each class weighs: 1, or so that each class weighs as much as any other. */
final class ClassWeights {
    /** {@code [classes]}; not to be written to. */
    final double[] weights;

    final double most;

    private ClassWeights(double[] weights) {
        this.weights = weights;
        this.most = Arrays.stream(weights).max().orElseThrow();
    }

    static ClassWeights of(int[] rowsOfClass, boolean balanced) {
        double rows = Arrays.stream(rowsOfClass).sum();
        return new ClassWeights(Arrays.stream(rowsOfClass)
                .mapToDouble(n -> balanced ? rows / (rowsOfClass.length * (double) n) : 1)
                .toArray());
    }

    /** The share of each class in the weight of all rows. */
    double[] shares(int[] rowsOfClass) {
        var shares = new double[weights.length];
        double all = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = weights[c] * rowsOfClass[c];
            all += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= all;
        }
        return shares;
    }
}
