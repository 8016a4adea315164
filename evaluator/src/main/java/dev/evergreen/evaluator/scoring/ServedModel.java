package dev.evergreen.evaluator.scoring;

import dev.evergreen.trainer.artifact.TreeEnsemble;

/** A model that was found to fit its pipeline. */
public record ServedModel(long round, TreeEnsemble ensemble) {}
