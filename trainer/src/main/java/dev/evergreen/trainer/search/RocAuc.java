package dev.evergreen.trainer.search;

import java.util.Arrays;

/**
 * The area under the ROC curve as the share of (positive, negative) pairs that are in order, ties counting half (Mann and
 * Whitney). O(n log n) a class.
 */
final class RocAuc {
    private RocAuc() {}

    /** For two classes that of class 1, else the mean of each class against the rest, over those that occur in truth. */
    static double of(int classes, double[] truth, double[] probabilities) {
        if (classes == 2) {
            return ofClass(1, classes, truth, probabilities);
        }
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            int positives = count(c, truth);
            if (positives > 0 && positives < truth.length) {
                sum += ofClass(c, classes, truth, probabilities);
                present++;
            }
        }
        return sum / present;
    }

    private static int count(int c, double[] truth) {
        int count = 0;
        for (double t : truth) {
            count += t == c ? 1 : 0;
        }
        return count;
    }

    private static double ofClass(int c, int classes, double[] truth, double[] probabilities) {
        int positiveCount = count(c, truth);
        double[] positives = new double[positiveCount];
        double[] negatives = new double[truth.length - positiveCount];
        int p = 0;
        int n = 0;
        for (int row = 0; row < truth.length; row++) {
            // 0.0 turns -0.0 into 0.0: the sort tells them apart, the metric must not.
            double score = probabilities[row * classes + c] + 0.0;
            if (truth[row] == c) {
                positives[p++] = score;
            } else {
                negatives[n++] = score;
            }
        }
        return inOrder(positives, negatives);
    }

    /** Both arrays are sorted in place. The count in half pairs is exact: it stays below 2^63 for 2^31 rows. */
    private static double inOrder(double[] positives, double[] negatives) {
        Arrays.sort(positives);
        Arrays.sort(negatives);
        long halves = 0;
        int below = 0;
        int notAbove = 0;
        for (double score : positives) {
            while (below < negatives.length && negatives[below] < score) {
                below++;
            }
            while (notAbove < negatives.length && negatives[notAbove] <= score) {
                notAbove++;
            }
            halves += (long) below + notAbove;
        }
        return halves / (2.0 * positives.length * negatives.length);
    }
}
