package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One combination of parameters that a search tries.
 *
 * @param number 0, 1, … in the order of {@link CandidateGrids#expand}
 * @param params sorted by name, fixed ones included
 */
public record Candidate(int number, String learner, Map<String, ParameterValue> params) {
    public Candidate {
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }
}
