package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often to draw a combination of parameters, and from what: scikit-learn's {@code RandomizedSearchCV}.
 *
 * @param distributions by parameter, sorted
 */
public record RandomSearch(Map<String, Distribution> distributions, int nIter) {
    /** scikit-learn's. */
    public static final int DEFAULT_N_ITER = 10;

    public RandomSearch {
        require(nIter >= 1, "n_iter", nIter, "1 or more");
        require(!distributions.isEmpty(), "distributions", distributions, "at least one parameter");
        distributions.forEach((name, distribution) -> require(
                !(distribution instanceof Distribution.Choices(List<ParameterValue> values) && values.isEmpty()),
                "distributions." + name,
                List.of(),
                "at least one value"));
        distributions = Collections.unmodifiableMap(new TreeMap<>(distributions));
    }

    /** The same as a grid, where nothing but lists is drawn from. */
    public Optional<Map<String, List<ParameterValue>>> lists() {
        var lists = new TreeMap<String, List<ParameterValue>>();
        for (var entry : distributions.entrySet()) {
            if (!(entry.getValue() instanceof Distribution.Choices(List<ParameterValue> values))) {
                return Optional.empty();
            }
            lists.put(entry.getKey(), values);
        }
        return Optional.of(lists);
    }

    /** Whether there are no more combinations than draws: then each is taken once. */
    public boolean takesAll() {
        return lists().map(all -> CandidateGrid.combinations(all) <= nIter).orElse(false);
    }

    /** How many candidates it brings: lists are drawn from without replacement. */
    public long size() {
        return lists().map(all -> Math.min(nIter, CandidateGrid.combinations(all)))
                .orElse((long) nIter);
    }
}
