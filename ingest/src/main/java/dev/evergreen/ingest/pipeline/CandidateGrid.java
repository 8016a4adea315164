package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A learner and the values to try for its parameters: every combination of {@code grid}, or those that {@code random}
 * draws, each with {@code fixed} added. Which learners and parameters exist is the trainer's knowledge and is checked
 * there.
 *
 * @param grid empty with {@code random}
 */
public record CandidateGrid(
        String learner,
        Map<String, List<ParameterValue>> grid,
        Map<String, ParameterValue> fixed,
        Optional<RandomSearch> random) {
    public CandidateGrid {
        var sorted = new TreeMap<String, List<ParameterValue>>();
        for (var entry : grid.entrySet()) {
            require(!entry.getValue().isEmpty(), "grid." + entry.getKey(), entry.getValue(), "at least one value");
            require(!fixed.containsKey(entry.getKey()), "fixed." + entry.getKey(), fixed, "a name that grid lacks");
            sorted.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        if (random.isPresent() && !grid.isEmpty()) {
            throw InvalidPipelineException.at("distributions", "not allowed beside grid; lists may stand here too");
        }
        for (String name :
                random.map(RandomSearch::distributions).orElse(Map.of()).keySet()) {
            require(!fixed.containsKey(name), "fixed." + name, fixed, "a name that distributions lacks");
        }
        grid = Collections.unmodifiableMap(sorted);
        fixed = Collections.unmodifiableMap(new TreeMap<>(fixed));
    }

    /** Every combination of a grid. */
    public CandidateGrid(String learner, Map<String, List<ParameterValue>> grid, Map<String, ParameterValue> fixed) {
        this(learner, grid, fixed, Optional.empty());
    }

    /** How many candidates there are, at most {@link Integer#MAX_VALUE}. */
    public long size() {
        return random.map(RandomSearch::size).orElseGet(() -> combinations(grid));
    }

    /** At most {@link Integer#MAX_VALUE}. */
    static long combinations(Map<String, List<ParameterValue>> lists) {
        long size = 1;
        for (List<ParameterValue> choices : lists.values()) {
            size = Math.min(Integer.MAX_VALUE, size * choices.size());
        }
        return size;
    }
}
