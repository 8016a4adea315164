package dev.evergreen.trainer.search;

/** Sums of errors over predicted numbers. */
final class NumberErrors {
    private NumberErrors() {}

    static double squared(double[] truth, double[] predicted) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predicted[row];
            sum += error * error;
        }
        return sum;
    }

    static double absolute(double[] truth, double[] predicted) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += Math.abs(truth[row] - predicted[row]);
        }
        return sum;
    }

    /** As in scikit-learn, a constant truth gives 1 if every prediction is right and else 0. */
    static double r2(double[] truth, double[] predicted) {
        double mean = 0;
        for (double t : truth) {
            mean += t;
        }
        mean /= truth.length;
        double spread = 0;
        for (double t : truth) {
            spread += (t - mean) * (t - mean);
        }
        double error = squared(truth, predicted);
        if (spread == 0) {
            return error == 0 ? 1 : 0;
        }
        return 1 - error / spread;
    }
}
