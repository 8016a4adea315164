package dev.evergreen.evaluator.prequential;

import java.util.SplittableRandom;

/** Rows with ties, runs and drifting quality, the same for the same seed. */
final class RandomOutcomes {
    private final SplittableRandom random;
    private final int classes;
    private int label;

    RandomOutcomes(long seed, int classes) {
        this.random = new SplittableRandom(seed);
        this.classes = classes;
    }

    /** Labels come in runs, so that a small window often holds but one class; scores are tenths, so that many tie. */
    Outcome nextClass() {
        if (random.nextInt(8) == 0) {
            label = random.nextInt(classes);
        }
        int prediction = random.nextInt(3) == 0 ? random.nextInt(classes) : label;
        double[] scores = new double[classes == 2 ? 1 : classes];
        for (int c = 0; c < scores.length; c++) {
            boolean positive = label == (classes == 2 ? 1 : c);
            scores[c] = (random.nextInt(8) + (positive ? 3 : 0)) / 10.0;
        }
        return new Outcome(label, prediction, scores);
    }

    Outcome nextNumber() {
        double truth = 1_000_000 + random.nextDouble();
        return new Outcome(truth, truth + random.nextDouble(-0.5, 0.5), new double[0]);
    }
}
