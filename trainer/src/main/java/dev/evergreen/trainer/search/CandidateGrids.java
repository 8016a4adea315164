package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns grids into numbered candidates. */
public final class CandidateGrids {
    private CandidateGrids() {}

    /**
     * Every combination, in the order of scikit-learn's {@code ParameterGrid}: grids as they stand in the file,
     * parameters sorted by name, the last varying fastest. Those that are drawn come as they are drawn, from the search's
     * seed and the place of their entry: the same in every round.
     */
    public static List<Candidate> expand(Search search) {
        return expand(search, List.of());
    }

    /** The same, and then once more for each part of the window, with numbers that go on. */
    static List<Candidate> expand(Search search, List<WindowPart> parts) {
        List<Candidate> whole = onWholeWindow(search);
        var candidates = new ArrayList<>(whole);
        for (WindowPart part : parts) {
            for (Candidate c : whole) {
                candidates.add(new Candidate(candidates.size(), c.learner(), c.params(), Optional.of(part)));
            }
        }
        return List.copyOf(candidates);
    }

    private static List<Candidate> onWholeWindow(Search search) {
        var candidates = new ArrayList<Candidate>();
        for (int entry = 0; entry < search.candidates().size(); entry++) {
            CandidateGrid grid = search.candidates().get(entry);
            for (Map<String, ParameterValue> varied : varied(grid, Seeds.draws(search.seed(), entry))) {
                var params = new TreeMap<>(grid.fixed());
                params.putAll(varied);
                candidates.add(new Candidate(candidates.size(), grid.learner(), params));
            }
        }
        return List.copyOf(candidates);
    }

    private static List<Map<String, ParameterValue>> varied(CandidateGrid grid, long seed) {
        return grid.random().map(random -> ParameterDraws.of(random, seed)).orElseGet(() -> combinations(grid.grid()));
    }

    static List<Map<String, ParameterValue>> combinations(Map<String, List<ParameterValue>> lists) {
        List<Map<String, ParameterValue>> all = List.of(Map.of());
        for (var entry : new TreeMap<>(lists).entrySet()) {
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
