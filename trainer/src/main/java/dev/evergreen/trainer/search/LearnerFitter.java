package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.Findings;
import dev.evergreen.trainer.learner.FittedParts;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.NestedFit;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Fits with learners found by their names. */
public final class LearnerFitter implements Fitter {
    private final Function<String, Learner> learners;

    public LearnerFitter(Function<String, Learner> learners) {
        this.learners = learners;
    }

    /** With the learners that pipelines may name. */
    public static LearnerFitter standard() {
        return new LearnerFitter(Learners.standard()::require);
    }

    @Override
    public NestedFit fit(TrainingData data, RowSet rows, List<Candidate> family, long seed)
            throws InterruptedException {
        Learner learner = learners.apply(family.getFirst().learner());
        List<Parameters> parameters =
                family.stream().map(c -> Parameters.of(learner, c.params())).toList();
        return learner.fitNested(data, rows, parameters, seed);
    }

    @Override
    public List<List<Candidate>> families(List<Candidate> candidates) {
        var families = new LinkedHashMap<Object, List<Candidate>>();
        for (Candidate candidate : candidates) {
            families.computeIfAbsent(likeness(candidate), first -> new ArrayList<>())
                    .add(candidate);
        }
        return families.values().stream().map(List::copyOf).toList();
    }

    /**
     * Equal for candidates of the same rows that differ in nested parameters only; one that cannot be fitted is like no
     * other.
     */
    private Object likeness(Candidate candidate) {
        try {
            Learner learner = learners.apply(candidate.learner());
            if (learner.nested().isEmpty()) {
                return candidate;
            }
            var fixed = new TreeMap<>(Parameters.of(learner, candidate.params()).resolved());
            fixed.keySet().removeAll(learner.nested());
            return List.of(learner.name(), fixed, candidate.windowPart());
        } catch (InvalidPipelineException invalid) {
            return candidate;
        }
    }

    /** The model of a search's winner: fitted on all of its rows with the round's own seed for refits. */
    public TreeEnsemble refit(TrainingData data, Candidate winner, long searchSeed, long round)
            throws InterruptedException {
        long seed = Seeds.refit(searchSeed, round, winner.number());
        return ensemble(data, rows(data, winner), winner, seed);
    }

    /**
     * One of several parts of about equal size of such a model: merged they are the model, and {@link Findings#together}
     * what was found out of it. All of it has one ensemble.
     *
     * @param seed the round's own for refits
     * @param part 0 to {@code parts - 1}; no more parts than the learner can make
     */
    public FittedParts refitPart(TrainingData data, Candidate winner, long seed, int part, int parts)
            throws InterruptedException {
        Learner learner = learners.apply(winner.learner());
        Parameters parameters = Parameters.of(learner, winner.params());
        RowSet all = rows(data, winner);
        if (parts == 1) {
            return learner.refit(data, all, parameters, seed);
        }
        int units = learner.parts(parameters);
        return learner.refitParts(data, all, parameters, seed, units * part / parts, units * (part + 1) / parts);
    }

    private static RowSet rows(TrainingData data, Candidate winner) {
        return RowSet.range(data.rows() - winner.rowsOf(data.rows()), data.rows());
    }

    private TreeEnsemble ensemble(TrainingData data, RowSet rows, Candidate candidate, long seed)
            throws InterruptedException {
        Learner learner = learners.apply(candidate.learner());
        return learner.fit(data, rows, Parameters.of(learner, candidate.params()), seed);
    }
}
