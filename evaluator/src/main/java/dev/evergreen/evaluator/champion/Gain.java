package dev.evergreen.evaluator.champion;

import dev.evergreen.ingest.pipeline.Label;

/**
 * By how much less a challenger lost than the champion on one row, in bounds, as betting needs it.
 *
 * <p>For classes a loss is 0 or 1, so that the mean gain is the difference of the accuracies. For numbers it is the absolute
 * error as a multiple of the champion's mean absolute error on earlier rows, cut at {@value #MOST_MULTIPLE}: a scale that is
 * known before the row's label is (so the bets stay fair), that needs no range given by a user, and under which one wild
 * error costs no more than four usual ones. Squared errors would be cut far more often, and a vote of who was nearer would
 * not see by how much.
 */
final class Gain {
    static final double MOST_MULTIPLE = 4;

    private Gain() {}

    /** How far from 0 it can be. */
    static double bound(Label label) {
        return switch (label) {
            case Label.Classes c -> 1;
            case Label.Regression r -> MOST_MULTIPLE;
        };
    }

    /** @param scale the champion's mean absolute error on earlier rows; not looked at for classes */
    static double of(Label label, double truth, double champion, double challenger, double scale) {
        return loss(label, truth, champion, scale) - loss(label, truth, challenger, scale);
    }

    private static double loss(Label label, double truth, double prediction, double scale) {
        return switch (label) {
            case Label.Classes c -> truth == prediction ? 0 : 1;
            case Label.Regression r -> multiple(Math.abs(prediction - truth), scale);
        };
    }

    private static double multiple(double error, double scale) {
        if (error == 0) {
            return 0;
        }
        return error >= MOST_MULTIPLE * scale ? MOST_MULTIPLE : error / scale;
    }
}
