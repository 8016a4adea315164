package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.pipeline.Label;
import java.util.Arrays;

/**
 * One scored row and its truth. Never changes after it was made.
 *
 * @see ScoreColumns for what the scores are
 */
public final class Outcome {
    private final double label;
    private final double prediction;
    private final double[] scores;

    /**
     * Takes the array as its own: the caller must not write to it again.
     *
     * @param label the class's code, or the number; finite
     * @param prediction the class's code, or the number; finite
     * @param scores {@code [score columns]}, each 0 to 1
     */
    public Outcome(double label, double prediction, double[] scores) {
        this.label = label;
        this.prediction = prediction;
        this.scores = scores;
    }

    public double label() {
        return label;
    }

    public double prediction() {
        return prediction;
    }

    public int columns() {
        return scores.length;
    }

    public double score(int column) {
        return scores[column];
    }

    /**
     * Whether it can count for a label: a pipeline's label may change while rows are on their way, and others may write where
     * rows pass. A score that is no number could never be taken out of the window again.
     */
    public boolean fits(Label pipelineLabel) {
        return scores.length == ScoreColumns.count(pipelineLabel)
                && Arrays.stream(scores).allMatch(Double::isFinite)
                && isCodeOf(pipelineLabel, label)
                && isCodeOf(pipelineLabel, prediction);
    }

    /** Whether a number is the code of a class, or a finite number for a regression. */
    public static boolean isCodeOf(Label label, double code) {
        return switch (label) {
            case Label.Classes c -> code >= 0 && code < c.classes().size() && code == Math.rint(code);
            case Label.Regression r -> Double.isFinite(code);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcome that
                && label == that.label
                && prediction == that.prediction
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scores) * 31 + Double.hashCode(label - prediction);
    }

    @Override
    public String toString() {
        return "label %s, prediction %s, scores %s".formatted(label, prediction, Arrays.toString(scores));
    }
}
