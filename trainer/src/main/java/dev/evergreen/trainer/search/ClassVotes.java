package dev.evergreen.trainer.search;

/** A confusion matrix, and the metrics that need no more. The predicted class is the first of the most probable. */
final class ClassVotes {
    private final int classes;
    /** {@code [truth x predicted]} */
    private final long[] counts;

    private final long[] ofTruth;
    private final long[] ofPredicted;
    private final long rows;
    private final long correct;

    private ClassVotes(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
        this.ofTruth = new long[classes];
        this.ofPredicted = new long[classes];
        long all = 0;
        long hits = 0;
        for (int t = 0; t < classes; t++) {
            for (int p = 0; p < classes; p++) {
                long count = counts[t * classes + p];
                ofTruth[t] += count;
                ofPredicted[p] += count;
                all += count;
            }
            hits += counts[t * classes + t];
        }
        this.rows = all;
        this.correct = hits;
    }

    /** Costs one read a class and row. */
    static ClassVotes of(int classes, double[] truth, double[] probabilities) {
        long[] counts = new long[classes * classes];
        for (int row = 0; row < truth.length; row++) {
            int start = row * classes;
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (probabilities[start + c] > probabilities[start + best]) {
                    best = c;
                }
            }
            counts[((int) truth[row]) * classes + best]++;
        }
        return new ClassVotes(classes, counts);
    }

    int classes() {
        return classes;
    }

    double accuracy() {
        return (double) correct / rows;
    }

    /** The mean recall of the classes that occur in truth. */
    double balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            if (ofTruth[c] > 0) {
                sum += (double) hits(c) / ofTruth[c];
                present++;
            }
        }
        return sum / present;
    }

    /** Of class 1 among two (0 if it neither occurs nor is predicted); else the mean over the classes that do. */
    double f1() {
        if (classes == 2) {
            return occurs(1) ? f1(1) : 0;
        }
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            if (occurs(c)) {
                sum += f1(c);
                present++;
            }
        }
        return sum / present;
    }

    private boolean occurs(int c) {
        return ofTruth[c] + ofPredicted[c] > 0;
    }

    private double f1(int c) {
        return 2.0 * hits(c) / (ofTruth[c] + ofPredicted[c]);
    }

    private long hits(int c) {
        return counts[c * classes + c];
    }

    /**
     * The correlation of truth and prediction; 0 if either is constant. Source: Gorodkin, "Comparing two K-category
     * assignments by a K-category correlation coefficient", 2004.
     */
    double matthews() {
        double both = 0;
        double truths = 0;
        double predictions = 0;
        for (int c = 0; c < classes; c++) {
            both += (double) ofTruth[c] * ofPredicted[c];
            truths += (double) ofTruth[c] * ofTruth[c];
            predictions += (double) ofPredicted[c] * ofPredicted[c];
        }
        double all = (double) rows * rows;
        double scale = (all - predictions) * (all - truths);
        return scale == 0 ? 0 : ((double) correct * rows - both) / Math.sqrt(scale);
    }
}
