package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.EnsembleMerge;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.Findings;
import java.util.List;

/**
 * Parts of a model, and what was found out of them.
 *
 * @param ensembles one a part, in order
 */
public record FittedParts(List<TreeEnsemble> ensembles, Findings findings) {
    public FittedParts {
        ensembles = List.copyOf(ensembles);
    }

    /** All ensembles as one. */
    public TreeEnsemble merged() {
        return ensembles.size() == 1 ? ensembles.getFirst() : EnsembleMerge.merge(ensembles);
    }
}
