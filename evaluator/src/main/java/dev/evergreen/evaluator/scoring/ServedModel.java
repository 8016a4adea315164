package dev.evergreen.evaluator.scoring;

import dev.evergreen.trainer.artifact.EnsembleScorer;
import dev.evergreen.trainer.artifact.TreeEnsemble;

/** A model that was found to fit its pipeline, made ready for many rows. */
public record ServedModel(long round, EnsembleScorer scorer) {

    /** Costs some milliseconds, once a model. */
    public static ServedModel of(long round, TreeEnsemble ensemble) {
        return new ServedModel(round, EnsembleScorer.of(ensemble));
    }
}
