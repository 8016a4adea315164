package dev.evergreen.evaluator.scoring;

import dev.evergreen.evaluator.prequential.Outcome;
import java.util.Arrays;
import java.util.OptionalDouble;

/** What a champion answered, and its challengers, as far as their figures need it. Never changes after it was made. */
public final class Guess {
    private final long round;
    private final double prediction;
    private final double[] scores;
    private final Shadows shadows;

    /** What a model answered that has no challengers; see the other constructor. */
    public Guess(long round, double prediction, double[] scores) {
        this(round, prediction, scores, Shadows.NONE);
    }

    /**
     * Takes the array as its own: the caller must not write to it again.
     *
     * @param prediction the class's code, or the number
     * @param scores see {@link dev.evergreen.evaluator.prequential.ScoreColumns}
     */
    public Guess(long round, double prediction, double[] scores, Shadows shadows) {
        this.round = round;
        this.prediction = prediction;
        this.scores = scores;
        this.shadows = shadows;
    }

    public long round() {
        return round;
    }

    public double prediction() {
        return prediction;
    }

    /** {@code [score columns]}, a copy. */
    public double[] scores() {
        return scores.clone();
    }

    public Shadows shadows() {
        return shadows;
    }

    /** What the model of a round answered, champion or challenger; empty if it did not. */
    public OptionalDouble by(long anyRound) {
        return anyRound == round ? OptionalDouble.of(prediction) : shadows.of(anyRound);
    }

    /** Together with the truth. */
    public Outcome against(double label) {
        return new Outcome(label, prediction, scores);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Guess that
                && round == that.round
                && prediction == that.prediction
                && Arrays.equals(scores, that.scores)
                && shadows.equals(that.shadows);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(round) * 31 + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return "%s by round %d, scores %s, shadows %s".formatted(prediction, round, Arrays.toString(scores), shadows);
    }
}
