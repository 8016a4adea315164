package dev.evergreen.trainer.search;

/** The mean negative log-probability of the true class. */
final class LogLoss {
    /** scikit-learn clips by the machine epsilon of the probabilities' type. */
    private static final double EPSILON = Math.ulp(1.0);

    private LogLoss() {}

    static double of(int classes, double[] truth, double[] probabilities) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double p = probabilities[row * classes + (int) truth[row]];
            sum -= Math.log(Math.clamp(p, EPSILON, 1 - EPSILON));
        }
        return sum / truth.length;
    }
}
