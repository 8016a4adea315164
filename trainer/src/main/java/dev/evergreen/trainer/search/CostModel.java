package dev.evergreen.trainer.search;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What fits are expected to cost, learned from what earlier fits of the same candidates did cost.
 *
 * <p>{@code cpu_s = formula * cpu_s_per_unit}, where a candidate that was not fitted yet takes the mean of its learner's, a
 * learner the mean of all, and the first round of all {@link #SECONDS_PER_UNIT}; {@code allocated = rows * bytes_per_row},
 * of candidates that were fitted.
 *
 * @param known by candidate, {@link #key}
 */
public record CostModel(Map<String, Known> known) {
    /** Of Smile's forest, 3e-8 s on the machine of {@code infra/benchmarks/RESULTS.md}; good to an order of magnitude. */
    public static final double SECONDS_PER_UNIT = 3e-8;

    public static final CostModel EMPTY = new CostModel(Map.of());

    /** How much a new round counts against all before it. */
    private static final double WEIGHT_OF_NEWEST = 0.5;

    /**
     * What one candidate has shown.
     *
     * @param cpuSPerUnit CPU seconds for one unit of {@link CostFormula}
     * @param bytesPerRow allocated for each row trained on, freed or not
     */
    public record Known(String learner, double cpuSPerUnit, double bytesPerRow) {}

    /**
     * What the fits that served a candidate cost on average.
     *
     * @param formula by {@link CostFormula}, for {@code trainRows}, of the dearest candidate that they served
     */
    public record Observed(Candidate candidate, double formula, double trainRows, double cpuS, double allocatedBytes) {}

    public CostModel {
        known = Collections.unmodifiableMap(new TreeMap<>(known));
    }

    /** With a round's costs learned; candidates that are no longer searched are forgotten. */
    public CostModel learn(Collection<Observed> round) {
        var next = new TreeMap<String, Known>();
        for (Observed observed : round) {
            if (observed.formula() > 0 && observed.trainRows() > 0 && observed.cpuS() > 0) {
                var now = new Known(
                        observed.candidate().learner(),
                        observed.cpuS() / observed.formula(),
                        observed.allocatedBytes() / observed.trainRows());
                String key = key(observed.candidate());
                // One that trains on parts of the window too is known by its fits on the whole, which come first.
                next.putIfAbsent(key, known.containsKey(key) ? mixed(known.get(key), now) : now);
            }
        }
        return next.isEmpty() ? this : new CostModel(next);
    }

    /**
     * CPU seconds that a fit is expected to take.
     *
     * @param formula its cost by {@link CostFormula}
     */
    public double cpuS(Candidate candidate, double formula) {
        return formula * cpuSPerUnit(candidate).orElse(SECONDS_PER_UNIT);
    }

    /**
     * Bytes that a fit is expected to allocate in all, and so never to exceed at once; absent if this very candidate was
     * never scored. What others allocate bounds nothing: a forest of 10 trees says little about one of 10,000.
     */
    public OptionalDouble allocatedBytes(Candidate candidate, int rows) {
        Known own = known.get(key(candidate));
        return own == null ? OptionalDouble.empty() : OptionalDouble.of(own.bytesPerRow() * rows);
    }

    private OptionalDouble cpuSPerUnit(Candidate candidate) {
        Known own = known.get(key(candidate));
        if (own != null) {
            return OptionalDouble.of(own.cpuSPerUnit());
        }
        OptionalDouble ofLearner = known.values().stream()
                .filter(k -> k.learner().equals(candidate.learner()))
                .mapToDouble(Known::cpuSPerUnit)
                .average();
        return ofLearner.isPresent()
                ? ofLearner
                : known.values().stream().mapToDouble(Known::cpuSPerUnit).average();
    }

    private static Known mixed(Known before, Known now) {
        return new Known(
                now.learner(),
                mixed(before.cpuSPerUnit(), now.cpuSPerUnit()),
                mixed(before.bytesPerRow(), now.bytesPerRow()));
    }

    private static double mixed(double before, double now) {
        return before + WEIGHT_OF_NEWEST * (now - before);
    }

    private static String key(Candidate candidate) {
        return candidate.learner() + " " + candidate.params();
    }
}
