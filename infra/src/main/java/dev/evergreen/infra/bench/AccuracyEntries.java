package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchFitOptions.EnsembleSize;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.ScikitForest;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evergreen's own learners, and scikit-learn's of the same kind with parameters that mean the same. */
final class AccuracyEntries {
    private static final List<String> FORESTS = List.of("histogram-forest", "extra-trees");
    private static final String BOOSTING = "histogram-boosting";

    private AccuracyEntries() {}

    /** What is compared with what. */
    record Pair(FitEntry ours, FitEntry theirs) {}

    /** Of each learner that there is for such a label. */
    static List<Pair> of(EnsembleSize size, long seed, Label label, int features, int rows) {
        var pairs = new ArrayList<Pair>();
        for (String name : FORESTS) {
            known(name, label).ifPresent(learner -> pairs.add(forests(name, size, seed, label, features, rows)));
        }
        known(BOOSTING, label).ifPresent(learner -> pairs.add(boostings(size, seed, label)));
        return pairs;
    }

    private static Optional<Learner> known(String name, Label label) {
        return Learners.standard().byName(name).filter(learner -> learner.supports(label));
    }

    private static Pair forests(String name, EnsembleSize size, long seed, Label label, int features, int rows) {
        var scikit = new ScikitForest();
        String estimator = scikit.estimator(name, label);
        var params = FitEntries.with(scikit.params(FitEntries.forest(size), label, features, rows), scikit.fixed(seed));
        return new Pair(
                new FitEntry(Contestants.EVERGREEN, name, FitEntry.FOREST, name, FitEntries.forest(size)),
                new FitEntry(Library.SCIKIT_LEARN.key(), estimator, FitEntry.FOREST, estimator, params));
    }

    private static Pair boostings(EnsembleSize size, long seed, Label label) {
        return new Pair(
                new FitEntry(Contestants.EVERGREEN, BOOSTING, FitEntry.BOOSTING, BOOSTING, FitEntries.boosting(size)),
                FitEntries.scikitBoosting(size, seed, label));
    }
}
