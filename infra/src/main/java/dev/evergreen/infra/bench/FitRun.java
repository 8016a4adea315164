package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.search.Scores;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one learner took on one set of rows, and how well it answers for those held out.
 *
 * @param kind {@code forest} or {@code boosting}
 * @param rows that it learned from
 * @param fitS median of the fits after the first, or the first where there is no other
 * @param firstFitS in a process that has not fitted this before
 * @param timesFitted how many fits were measured
 * @param score by {@code scoring}
 * @param nodes splits and leaves of all trees
 * @param allocatedMb by a fit, freed or not; absent for Python
 * @param peakRiseMb by how much the resident memory of the process rose in its first fit, at most; absent for Java, whose
 *     heap is grown by all who fit in it
 */
public record FitRun(
        String system,
        String learner,
        String kind,
        int rows,
        int heldOut,
        long seed,
        double fitS,
        double firstFitS,
        int timesFitted,
        Scoring scoring,
        double score,
        Map<Scoring, Double> scores,
        long nodes,
        Optional<Double> allocatedMb,
        Optional<Double> peakRiseMb) {
    private static final List<Scoring> OF_CLASSES = List.of(Scoring.ROC_AUC, Scoring.ACCURACY, Scoring.LOG_LOSS);
    private static final List<Scoring> OF_NUMBERS = List.of(Scoring.RMSE, Scoring.MAE, Scoring.R2);

    public FitRun {
        scores = Collections.unmodifiableMap(new TreeMap<>(scores));
    }

    /** The metrics that are reported, the first that is defined being the score. */
    static List<Scoring> metrics(Label label) {
        return switch (label) {
            case Label.Classes _ -> OF_CLASSES;
            case Label.Regression _ -> OF_NUMBERS;
        };
    }

    /**
     * Scores what was predicted, on either side by the same code.
     *
     * @param split that all learn from
     * @param seconds of each fit, at least one
     * @param predictions {@code [held out x outputs]}, row by row
     */
    static FitRun of(
            FitEntry entry,
            FitSplit split,
            long seed,
            List<Double> seconds,
            double[] predictions,
            long nodes,
            Optional<Double> allocatedMb,
            Optional<Double> peakRiseMb) {
        TrainingData heldOut = split.heldOut();
        double[] truth = new double[heldOut.rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = heldOut.labelOf(row);
        }
        var metrics = metrics(heldOut.label());
        var scores = Scores.compute(metrics, heldOut.label(), truth, predictions);
        Scoring scoring =
                metrics.stream().filter(scores::containsKey).findFirst().orElseThrow();
        return new FitRun(
                entry.system(),
                entry.learner(),
                entry.kind(),
                split.train().rows(),
                truth.length,
                seed,
                Medians.of(seconds.subList(Math.min(1, seconds.size() - 1), seconds.size()), s -> s),
                seconds.getFirst(),
                seconds.size(),
                scoring,
                scores.get(scoring),
                scores,
                nodes,
                allocatedMb,
                peakRiseMb);
    }
}
