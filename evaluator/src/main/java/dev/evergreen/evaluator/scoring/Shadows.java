package dev.evergreen.evaluator.scoring;

import java.util.Arrays;
import java.util.OptionalDouble;

/** What the challengers answered to an event, by round. Never changes after it was made. */
public final class Shadows {
    public static final Shadows NONE = new Shadows(new long[0], new double[0]);

    private final long[] rounds;
    private final double[] predictions;

    /**
     * Takes the arrays as its own: the caller must not write to them again.
     *
     * @param rounds {@code [challengers]}
     * @param predictions {@code [challengers]}: the class's code, or the number
     */
    public Shadows(long[] rounds, double[] predictions) {
        this.rounds = rounds;
        this.predictions = predictions;
    }

    public int count() {
        return rounds.length;
    }

    public long round(int index) {
        return rounds[index];
    }

    public double prediction(int index) {
        return predictions[index];
    }

    /** Empty if the model of the round did not answer. */
    public OptionalDouble of(long round) {
        for (int i = 0; i < rounds.length; i++) {
            if (rounds[i] == round) {
                return OptionalDouble.of(predictions[i]);
            }
        }
        return OptionalDouble.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shadows that
                && Arrays.equals(rounds, that.rounds)
                && Arrays.equals(predictions, that.predictions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rounds) * 31 + Arrays.hashCode(predictions);
    }

    @Override
    public String toString() {
        return "%s by rounds %s".formatted(Arrays.toString(predictions), Arrays.toString(rounds));
    }
}
