package dev.evergreen.evaluator.champion;

import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.pipeline.Label;
import java.util.Optional;

/**
 * A model in the champion's shadow.
 *
 * @param former whether it was champion itself before
 * @param place among those whose test has begun in this reign, from 1; 0 if its own has not
 * @param losses of itself over the events of its wealth: errors of class, or absolute errors
 */
record Challenger(long round, boolean former, int place, double losses, Wealth wealth) {

    static Challenger winner(long round) {
        return new Challenger(round, false, 0, 0, Wealth.START);
    }

    static Challenger formerChampion(long round) {
        return new Challenger(round, true, 0, 0, Wealth.START);
    }

    /** Against another champion: nothing counts that was against the last. */
    Challenger anew() {
        return new Challenger(round, former, 0, 0, Wealth.START);
    }

    Challenger at(int newPlace) {
        return new Challenger(round, former, newPlace, losses, wealth);
    }

    Challenger after(double loss, double gain, double bound, double minGain) {
        return new Challenger(round, former, place, losses + loss, wealth.after(gain, bound, minGain));
    }

    boolean begun() {
        return place > 0;
    }

    ContestFigures.OfChallenger figures(Label label) {
        Optional<Double> mean = wealth.events() == 0 ? Optional.empty() : Optional.of(losses / wealth.events());
        return switch (label) {
            case Label.Classes c -> figures(mean.map(m -> 1 - m), Optional.empty());
            case Label.Regression r -> figures(Optional.empty(), mean.filter(Double::isFinite));
        };
    }

    private ContestFigures.OfChallenger figures(Optional<Double> accuracy, Optional<Double> mae) {
        return new ContestFigures.OfChallenger(
                round, wealth.events(), accuracy, mae, wealth.meanGain(), wealth.value());
    }

    /** How near its wealth is to what it needs; from 1 on it has won. */
    double nearness(double alpha) {
        return begun() ? wealth.value() * Levels.of(alpha, place) : 0;
    }
}
