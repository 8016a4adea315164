package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Optional;

/**
 * What trees answer for the rows that they did not draw, added up by row. Sums are whole numbers of a fixed unit, 2^-40 of
 * the greatest answer, so that they are the same in whatever order trees and parts are added: Breiman, "Out-of-bag
 * estimation", 1996.
 */
public final class OutOfBag {
    private static final int DIGITS = 40;

    private final boolean classifier;
    private final int width;
    private final double base;
    private final double unit;
    /** {@code [rows x width]} */
    private final long[] sums;
    /** {@code [rows]}: of how many trees */
    private final int[] votes;
    /** {@code [rows]}: the class's position, or the number less the base */
    private final double[] truth;

    /** As {@link #sums}, {@link #votes} and so on once gave it. */
    public OutOfBag(boolean classifier, int width, double base, double unit, long[] sums, int[] votes, double[] truth) {
        if (sums.length != votes.length * width || truth.length != votes.length) {
            throw new IllegalArgumentException(
                    "%d sums, %d votes, %d labels".formatted(sums.length, votes.length, truth.length));
        }
        this.classifier = classifier;
        this.width = width;
        this.base = base;
        this.unit = unit;
        this.sums = sums;
        this.votes = votes;
        this.truth = truth;
    }

    static OutOfBag of(FitRows rows) {
        boolean classifier = rows.classes().length > 0;
        int width = classifier ? rows.classes().length : 1;
        var truth = new double[rows.size()];
        double greatest = 1;
        if (classifier) {
            for (int i = 0; i < truth.length; i++) {
                truth[i] = rows.y()[i];
            }
        } else {
            greatest = Double.MIN_NORMAL;
            for (int i = 0; i < truth.length; i++) {
                truth[i] = rows.targets()[i];
                greatest = Math.max(greatest, Math.abs(truth[i]));
            }
        }
        double unit = Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(greatest) + 1 - DIGITS));
        return new OutOfBag(
                classifier, width, rows.mean(), unit, new long[truth.length * width], new int[truth.length], truth);
    }

    /** Adds a tree's answer for a row. */
    void add(int position, double[] answers, int at) {
        votes[position]++;
        for (int c = 0; c < width; c++) {
            sums[position * width + c] += Math.round((answers[at + c] - base) / unit);
        }
    }

    /** Adds the votes of other trees of the same forest. */
    void add(OutOfBag others) {
        if (others.votes.length != votes.length || others.width != width) {
            throw new IllegalArgumentException(
                    "votes on %d rows, and on %d".formatted(votes.length, others.votes.length));
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others.sums[i];
        }
        for (int i = 0; i < votes.length; i++) {
            votes[i] += others.votes[i];
        }
    }

    /** With the same numbers, for adding to. */
    OutOfBag copy() {
        return new OutOfBag(classifier, width, base, unit, sums.clone(), votes.clone(), truth);
    }

    /**
     * Accuracy, or R2, as scikit-learn's {@code oob_score_} but for rows that every tree drew: they do not count. Empty where
     * no row is left.
     */
    public Optional<OutOfBagScore> score() {
        int rows = 0;
        double value = 0;
        double mean = 0;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] > 0) {
                rows++;
                mean += truth[i];
                value += classifier ? right(i) : squaredError(i);
            }
        }
        if (rows == 0) {
            return Optional.empty();
        }
        if (classifier) {
            return Optional.of(new OutOfBagScore(Scoring.ACCURACY, value / rows, rows));
        }
        return Optional.of(new OutOfBagScore(Scoring.R2, r2(value, mean / rows), rows));
    }

    private int right(int position) {
        int best = 0;
        for (int c = 1; c < width; c++) {
            if (sums[position * width + c] > sums[position * width + best]) {
                best = c;
            }
        }
        return best == (int) truth[position] ? 1 : 0;
    }

    private double squaredError(int position) {
        double error = truth[position] - sums[position] * unit / votes[position];
        return error * error;
    }

    /** As in scikit-learn, a constant truth gives 1 if every prediction is right and else 0. */
    private double r2(double error, double mean) {
        double spread = 0;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] > 0) {
                spread += (truth[i] - mean) * (truth[i] - mean);
            }
        }
        if (spread == 0) {
            return error == 0 ? 1 : 0;
        }
        return 1 - error / spread;
    }

    public boolean classifier() {
        return classifier;
    }

    public int width() {
        return width;
    }

    /** What is taken off numbers. */
    public double base() {
        return base;
    }

    public double unit() {
        return unit;
    }

    /** Not a copy. */
    public long[] sums() {
        return sums;
    }

    /** Not a copy. */
    public int[] votes() {
        return votes;
    }

    /** Not a copy. */
    public double[] truth() {
        return truth;
    }
}
