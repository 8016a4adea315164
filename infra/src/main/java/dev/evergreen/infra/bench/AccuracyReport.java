package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.Scoring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How well learners answer, side by side, as {@code --json} prints it.
 *
 * @param versions of Python and its libraries, if they were there
 * @param notes what is missing
 */
public record AccuracyReport(
        int trees,
        int minSamplesLeaf,
        List<Long> seeds,
        Map<String, String> versions,
        List<DataSet> sets,
        List<String> notes) {
    public AccuracyReport {
        seeds = List.copyOf(seeds);
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        sets = List.copyOf(sets);
        notes = List.copyOf(notes);
    }

    /**
     * What came of one table of rows.
     *
     * @param rows that were learned from, for each seed
     * @param runs by learner, then seed, ours before theirs
     */
    public record DataSet(
            String data, int features, int rows, int heldOut, List<Comparison> comparisons, List<FitRun> runs) {
        public DataSet {
            comparisons = List.copyOf(comparisons);
            runs = List.copyOf(runs);
        }
    }

    /** One learner by one metric; without theirs where Python was not there. */
    public record Comparison(
            String learner,
            String counterpart,
            Scoring metric,
            MeanScore ours,
            Optional<MeanScore> theirs,
            Optional<ScoreDifference> difference) {

        /** By each metric that is defined for all runs. */
        static List<Comparison> of(String counterpart, List<FitRun> ours, List<FitRun> theirs) {
            var comparisons = new ArrayList<Comparison>();
            for (Scoring metric : ours.getFirst().scores().keySet()) {
                List<Double> ourScores = scores(ours, metric);
                List<Double> theirScores = scores(theirs, metric);
                if (ourScores.size() == ours.size() && theirScores.size() == theirs.size()) {
                    comparisons.add(new Comparison(
                            ours.getFirst().learner(),
                            counterpart,
                            metric,
                            MeanScore.of(ourScores),
                            theirs.isEmpty() ? Optional.empty() : Optional.of(MeanScore.of(theirScores)),
                            theirs.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(ScoreDifference.of(metric, ourScores, theirScores))));
                }
            }
            return comparisons;
        }

        private static List<Double> scores(List<FitRun> runs, Scoring metric) {
            return runs.stream()
                    .map(run -> run.scores().get(metric))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
