package dev.evergreen.trainer.boosting;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether another round is worth it: not where none of the last {@code nIterNoChange} losses lies more than {@code tol}
 * below the one before them. The first loss is that of an ensemble without trees. As {@code _should_stop} of scikit-learn's
 * {@code HistGradientBoosting} has it.
 */
final class StoppingRule {
    private final EarlyStopping stopping;
    private final List<Double> losses = new ArrayList<>();

    StoppingRule(EarlyStopping stopping, double lossBefore) {
        this.stopping = stopping;
        losses.add(lossBefore);
    }

    /** Takes the loss after a round; whether that was the last. */
    boolean endsWith(double loss) {
        losses.add(loss);
        int before = losses.size() - 1 - stopping.nIterNoChange();
        if (before < 0) {
            return false;
        }
        double bar = losses.get(before) - stopping.tol();
        return losses.subList(before + 1, losses.size()).stream().noneMatch(l -> l < bar);
    }
}
