package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns grids into numbered candidates. */
public final class CandidateGrids {
    private CandidateGrids() {}

    /**
     * Every combination, in the order of scikit-learn's {@code ParameterGrid}: grids as they stand in the file,
     * parameters sorted by name, the last varying fastest.
     */
    public static List<Candidate> expand(Search search) {
        var candidates = new ArrayList<Candidate>();
        for (CandidateGrid grid : search.candidates()) {
            for (Map<String, ParameterValue> params : combinations(grid)) {
                candidates.add(new Candidate(candidates.size(), grid.learner(), params));
            }
        }
        return List.copyOf(candidates);
    }

    private static List<Map<String, ParameterValue>> combinations(CandidateGrid grid) {
        List<Map<String, ParameterValue>> all = List.of(grid.fixed());
        for (var entry : new TreeMap<>(grid.grid()).entrySet()) {
            var extended = new ArrayList<Map<String, ParameterValue>>(
                    all.size() * entry.getValue().size());
            for (Map<String, ParameterValue> params : all) {
                for (ParameterValue value : entry.getValue()) {
                    var more = new TreeMap<>(params);
                    more.put(entry.getKey(), value);
                    extended.add(more);
                }
            }
            all = extended;
        }
        return all;
    }
}
