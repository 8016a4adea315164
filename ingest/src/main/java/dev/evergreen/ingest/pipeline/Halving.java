package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Optional;

/**
 * How a search drops candidates rung by rung while those that stay train on more rows, with the names and the meaning of
 * scikit-learn's {@code HalvingGridSearchCV}.
 *
 * @param factor each rung keeps one in so many candidates and trains on so many times the rows
 * @param minResources rows of the window that the first rung takes; absent for {@code exhaust}: as many as let the last
 *     rung take almost all
 * @param aggressiveElimination whether rungs with the fewest rows are repeated, until no more than {@code factor}
 *     candidates are left for the last
 */
public record Halving(int factor, Optional<Integer> minResources, boolean aggressiveElimination) {
    public static final Halving DEFAULT = new Halving(3, Optional.empty(), false);

    static final String ROWS_ALLOWED = "1 or more, or exhaust";

    private static final int MAX_FACTOR = 1_000;

    public Halving {
        require(factor >= 2 && factor <= MAX_FACTOR, "factor", factor, "2 to 1000");
        minResources.ifPresent(rows -> require(rows >= 1, "min_resources", rows, ROWS_ALLOWED));
    }
}
