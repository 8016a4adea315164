package dev.evergreen.infra.python;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CandidateGrids;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A search of ours as {@code search.py} reads it.
 *
 * @param estimator the class
 * @param candidates in our order, so that a candidate is known by its number
 * @param scoring scikit-learn's scorers by our names
 * @param classes how many, 0 for numbers
 */
public record GridSearch(
        String estimator,
        Map<String, ParameterValue> fixed,
        List<Map<String, ParameterValue>> candidates,
        Map<String, String> scoring,
        String refit,
        int nJobs,
        int classes) {
    private static final byte TRAIN = 1;
    private static final byte TEST = 2;

    public GridSearch {
        candidates = List.copyOf(candidates);
    }

    /**
     * @param rows that there are
     * @throws InvalidPipelineException for the first thing that the library cannot do
     */
    public static GridSearch of(Search search, Label label, int features, int rows, Counterpart counterpart) {
        List<Candidate> ours = CandidateGrids.expand(search);
        List<String> learners = ours.stream().map(Candidate::learner).distinct().toList();
        if (learners.size() > 1) {
            throw new InvalidPipelineException(
                    "search.candidates", String.join(", ", learners), "one learner, as GridSearchCV has one estimator");
        }
        try {
            var scoring = new TreeMap<String, String>();
            search.scoring().forEach(metric -> scoring.put(metric.key(), ScikitScoring.of(metric, label)));
            return new GridSearch(
                    counterpart.estimator(learners.getFirst(), label),
                    counterpart.fixed(search.seed()),
                    ours.stream()
                            .map(candidate -> counterpart.params(candidate.params(), label, features, rows))
                            .toList(),
                    scoring,
                    search.refit().key(),
                    1,
                    RowArrays.classes(label));
        } catch (InvalidPipelineException e) {
            throw e.within("search.candidates");
        }
    }

    public GridSearch withNJobs(int count) {
        return new GridSearch(estimator, fixed, candidates, scoring, refit, count, classes);
    }

    /** Writes it beside {@link #writeRows the rows}. */
    public void write(Path folder) throws IOException {
        Files.write(folder.resolve("search.json"), Json.write(this));
    }

    /** Writes the rows, and for each fold and row whether it trains, is tested on, or is left out. */
    public static void writeRows(TrainingData data, List<Fold> folds, Path folder) throws IOException {
        RowArrays.write(data, folder);
        byte[] roles = new byte[folds.size() * data.rows()];
        for (Fold fold : folds) {
            int begin = fold.number() * data.rows();
            fold.train().stream().forEach(row -> roles[begin + row] = TRAIN);
            fold.test().stream().forEach(row -> roles[begin + row] = TEST);
        }
        Npy.writeBytes(folder.resolve("folds.npy"), folds.size(), data.rows(), roles);
    }
}
