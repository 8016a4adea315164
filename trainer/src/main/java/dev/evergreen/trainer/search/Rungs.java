package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Halving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many candidates a halving search fits on how many rows, rung by rung.
 *
 * <p>Source: Karnin, Koren, Somekh, "Almost Optimal Exploration in Multi-Armed Bandits", ICML 2013; the numbers are those
 * of scikit-learn's {@code HalvingGridSearchCV} ({@code BaseSuccessiveHalving._run_search}) with {@code max_resources} the
 * rows of the window, but that its logarithms are exact here:
 *
 * <pre>
 * required  = 1 + floor(log_factor(candidates))       rungs until fewer than factor candidates are left to compare
 * smallest  = folds * 2 * classes                     (folds * 2 for numbers)
 * min       = max(smallest, rows / factor^(required - 1)) for exhaust
 * possible  = 1 + floor(log_factor(rows / min))       rungs until the rows are used up
 * rungs     = min(possible, required), or required for aggressive elimination
 * rows_i    = min(rows, min * factor^i), or with aggressive elimination min * factor^max(0, i - required + possible)
 * candidates_i+1 = ceil(candidates_i / factor)
 * </pre>
 */
public record Rungs(List<Rung> rungs) {

    /**
     * One of them.
     *
     * @param candidates at most: those that fail are never kept
     * @param rows of the window; a fold trains on as large a share of its own
     */
    public record Rung(int candidates, int rows) {}

    public Rungs {
        rungs = List.copyOf(rungs);
    }

    /**
     * Empty where the window has too few rows for the first rung.
     *
     * @param candidates 1 or more
     * @param rows that the window holds
     * @param smallest see {@link #smallest}
     */
    public static Optional<Rungs> of(Halving halving, int candidates, int rows, int smallest) {
        int required = required(halving, candidates);
        long least = halving.minResources()
                .map(Integer::longValue)
                .orElseGet(() -> Math.max(smallest, rows / power(halving.factor(), required - 1)));
        if (least > rows) {
            return Optional.empty();
        }
        int possible = 1 + floorLog(rows / least, halving.factor());
        int count = halving.aggressiveElimination() ? required : Math.min(possible, required);
        var rungs = new ArrayList<Rung>(count);
        int left = candidates;
        for (int i = 0; i < count; i++) {
            int steps = halving.aggressiveElimination() ? Math.max(0, i - required + possible) : i;
            rungs.add(new Rung(left, (int) Math.min(rows, least * power(halving.factor(), steps))));
            left = Math.ceilDiv(left, halving.factor());
        }
        return Optional.of(new Rungs(rungs));
    }

    /** The most rungs that so many candidates can need, however many rows there are. */
    public static int required(Halving halving, int candidates) {
        return 1 + floorLog(candidates, halving.factor());
    }

    /**
     * The fewest rows that {@code exhaust} begins with.
     *
     * @param classes of the label, 1 for a number
     */
    public static int smallest(int folds, int classes) {
        return folds * 2 * classes;
    }

    /** How often {@code base} can be multiplied without passing {@code number}. */
    private static int floorLog(long number, int base) {
        int log = 0;
        for (long left = number / base; left > 0; left /= base) {
            log++;
        }
        return log;
    }

    /** Of exponents that {@link #floorLog} gave for an int, so that it never overflows. */
    private static long power(int base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
