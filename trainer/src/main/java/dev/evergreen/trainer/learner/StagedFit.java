package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One ensemble for candidates of which each is its first rounds, or for the only candidate. */
final class StagedFit implements NestedFit {
    static final String N_ESTIMATORS = "n_estimators";

    private static final int ROWS_BETWEEN_INTERRUPT_CHECKS = 1024;

    private final TreeEnsemble ensemble;
    /** Ascending. */
    private final int[] rounds;
    /** Which candidate has them, {@code [rounds]}. */
    private final int[] candidates;

    private StagedFit(TreeEnsemble ensemble, int[] rounds, int[] candidates) {
        this.ensemble = ensemble;
        this.rounds = rounds;
        this.candidates = candidates;
    }

    static StagedFit of(Learner learner, TrainingData data, RowSet rows, List<Parameters> candidates, long seed)
            throws InterruptedException {
        if (learner.nested().isEmpty() && candidates.size() == 1) {
            TreeEnsemble ensemble = learner.fit(data, rows, candidates.getFirst(), seed);
            return new StagedFit(ensemble, new int[] {ensemble.rounds()}, new int[] {0});
        }
        if (!learner.nested().equals(Set.of(N_ESTIMATORS))) {
            throw new IllegalArgumentException("%s cannot serve %d candidates nested in %s by stages"
                    .formatted(learner.name(), candidates.size(), learner.nested()));
        }
        int[] smallestFirst = IntStream.range(0, candidates.size())
                .boxed()
                .sorted(Comparator.comparingInt(c -> candidates.get(c).whole(N_ESTIMATORS)))
                .mapToInt(Integer::intValue)
                .toArray();
        Parameters most = candidates.get(smallestFirst[smallestFirst.length - 1]);
        TreeEnsemble ensemble = learner.fit(data, rows, most, seed);
        // An ensemble may have ended early, and so would have a smaller one; a constant has no rounds at all.
        int[] rounds = IntStream.of(smallestFirst)
                .map(c -> Math.min(candidates.get(c).whole(N_ESTIMATORS), ensemble.rounds()))
                .toArray();
        return new StagedFit(ensemble, rounds, smallestFirst);
    }

    /** Costs one scattered read a feature and one scoring by the largest candidate a row, however many there are. */
    @Override
    public double[][] predict(TrainingData data, RowSet rows) throws InterruptedException {
        int outputs = ensemble.outputs();
        var row = new double[ensemble.features()];
        var stages = new double[rounds.length][outputs];
        var predictions = new double[rounds.length][Math.multiplyExact(rows.size(), outputs)];
        for (int i = 0; i < rows.size(); i++) {
            if (i % ROWS_BETWEEN_INTERRUPT_CHECKS == 0 && Thread.interrupted()) {
                throw new InterruptedException("interrupted while scoring");
            }
            data.copyRow(rows.get(i), row);
            ensemble.scoreStages(row, rounds, stages);
            for (int s = 0; s < stages.length; s++) {
                System.arraycopy(stages[s], 0, predictions[candidates[s]], i * outputs, outputs);
            }
        }
        return predictions;
    }
}
