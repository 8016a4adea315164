package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.Label;
import java.util.OptionalDouble;

/**
 * What an answer lost, from 0 to 1. For classes whether it was wrong. For numbers the absolute error in units of four times
 * the champion's mean absolute error so far, cut at 1: a scale that is known before the label is, and that one wild error
 * cannot hide behind. The mean is over all of the reign and does not fade, else it would follow the drift that is looked for.
 *
 * @param rows of the reign
 * @param mean absolute error over them
 */
record LossScale(long rows, double mean) {
    /** Rows before a number's errors are measured by it. */
    static final int WARM_UP = 30;

    private static final double MOST_MULTIPLE = 4;

    static final LossScale NONE = new LossScale(0, 0);

    /** Empty as long as the scale is not known. */
    OptionalDouble loss(Label label, double truth, double answer) {
        return switch (label) {
            case Label.Classes _ -> OptionalDouble.of(truth == answer ? 0 : 1);
            case Label.Regression _ ->
                rows < WARM_UP ? OptionalDouble.empty() : OptionalDouble.of(share(Math.abs(answer - truth)));
        };
    }

    private double share(double error) {
        if (error == 0) {
            return 0;
        }
        double most = MOST_MULTIPLE * mean;
        return error >= most ? 1 : error / most;
    }

    LossScale after(Label label, double truth, double answer) {
        return switch (label) {
            case Label.Classes _ -> this;
            case Label.Regression _ -> {
                double error = Math.min(Double.MAX_VALUE, Math.abs(answer - truth));
                yield new LossScale(rows + 1, mean + (error - mean) / (rows + 1));
            }
        };
    }
}
