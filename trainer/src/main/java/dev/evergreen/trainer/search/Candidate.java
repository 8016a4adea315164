package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One combination of parameters that a search tries, on the whole window or a part of it.
 *
 * @param number 0, 1, … in the order of {@link CandidateGrids#expand}
 * @param params sorted by name, fixed ones included
 * @param windowPart that it trains on; absent for the whole window
 */
public record Candidate(
        int number, String learner, Map<String, ParameterValue> params, Optional<WindowPart> windowPart) {
    public Candidate {
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /** One that trains on the whole window. */
    public Candidate(int number, String learner, Map<String, ParameterValue> params) {
        this(number, learner, params, Optional.empty());
    }

    /** How many of a window's rows it trains on in the end: the newest. */
    public int rowsOf(int windowRows) {
        return windowPart.map(WindowPart::rows).orElse(windowRows);
    }
}
