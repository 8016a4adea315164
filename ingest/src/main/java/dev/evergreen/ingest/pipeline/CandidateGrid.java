package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A learner and the values to try for its parameters: every combination of {@code grid}, each with {@code fixed} added.
 * Which learners and parameters exist is the trainer's knowledge and is checked there.
 */
public record CandidateGrid(String learner, Map<String, List<ParameterValue>> grid, Map<String, ParameterValue> fixed) {
    public CandidateGrid {
        var sorted = new TreeMap<String, List<ParameterValue>>();
        for (var entry : grid.entrySet()) {
            require(!entry.getValue().isEmpty(), "grid." + entry.getKey(), entry.getValue(), "at least one value");
            require(!fixed.containsKey(entry.getKey()), "fixed." + entry.getKey(), fixed, "a name that grid lacks");
            sorted.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        grid = Collections.unmodifiableMap(sorted);
        fixed = Collections.unmodifiableMap(new TreeMap<>(fixed));
    }

    /** How many combinations there are, at most {@link Integer#MAX_VALUE}. */
    public long size() {
        long size = 1;
        for (List<ParameterValue> choices : grid.values()) {
            size = Math.min(Integer.MAX_VALUE, size * choices.size());
        }
        return size;
    }
}
