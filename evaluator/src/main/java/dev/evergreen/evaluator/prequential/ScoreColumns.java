package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.pipeline.Label;
import java.util.Arrays;

/**
 * Which probabilities a ROC AUC needs: that of the positive class when there are two, one a class when there are more
 * (one against the rest), none for a number or above {@value #MAX_CLASSES} classes, where no ROC AUC is kept.
 */
public final class ScoreColumns {
    public static final int MAX_CLASSES = 20;

    private ScoreColumns() {}

    public static int count(Label label) {
        return switch (label) {
            case Label.Classes c when c.classes().size() == 2 -> 1;
            case Label.Classes c
            when c.classes().size() <= MAX_CLASSES -> c.classes().size();
            case Label.Classes c -> 0;
            case Label.Regression r -> 0;
        };
    }

    /** @param outputs of the model: probabilities by class, or the one number */
    public static double[] of(Label label, double[] outputs) {
        return switch (count(label)) {
            case 0 -> new double[0];
            case 1 -> new double[] {outputs[1]};
            default -> Arrays.copyOf(outputs, outputs.length);
        };
    }

    /** Whether a row is a positive one for a column. */
    static boolean positive(int column, int columns, int labelCode) {
        return labelCode == (columns == 1 ? 1 : column);
    }
}
