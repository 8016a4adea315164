package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.RandomSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Draws combinations of parameters by the rules of scikit-learn's {@code ParameterSampler}: parameters by name, with
 * replacement, but without where nothing but lists is drawn from. Then all combinations are taken, in the grid's order, if
 * there are no more of them than draws.
 *
 * <p>The same on any machine: of {@link SplittableRandom} only its documented 64 bits are used, of {@link Math} only what
 * is exact.
 */
final class ParameterDraws {
    private static final double UNIT = 0x1.0p-53;

    private final RandomSearch search;
    private final SplittableRandom random;

    private ParameterDraws(RandomSearch search, long seed) {
        this.search = search;
        this.random = new SplittableRandom(seed);
    }

    static List<Map<String, ParameterValue>> of(RandomSearch search, long seed) {
        var draws = new ParameterDraws(search, seed);
        return search.lists()
                .map(lists -> search.takesAll() ? CandidateGrids.combinations(lists) : draws.distinct(lists))
                .orElseGet(draws::any);
    }

    private List<Map<String, ParameterValue>> any() {
        var drawn = new ArrayList<Map<String, ParameterValue>>(search.nIter());
        while (drawn.size() < search.nIter()) {
            var params = new TreeMap<String, ParameterValue>();
            search.distributions().forEach((name, distribution) -> params.put(name, draw(distribution)));
            drawn.add(params);
        }
        return drawn;
    }

    /** What was drawn before is drawn again: expected {@code n_iter * (1 + ln n_iter)} draws at most. */
    private List<Map<String, ParameterValue>> distinct(Map<String, List<ParameterValue>> lists) {
        var seen = new HashSet<List<Integer>>();
        var drawn = new ArrayList<Map<String, ParameterValue>>(search.nIter());
        while (drawn.size() < search.nIter()) {
            var positions = new ArrayList<Integer>(lists.size());
            var params = new TreeMap<String, ParameterValue>();
            lists.forEach((name, values) -> {
                int position = (int) below(values.size());
                positions.add(position);
                params.put(name, values.get(position));
            });
            if (seen.add(positions)) {
                drawn.add(params);
            }
        }
        return drawn;
    }

    private ParameterValue draw(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Choices c -> c.values().get((int) below(c.values().size()));
            case Distribution.Randint r -> ParameterValue.of(r.low() + below(r.high() - r.low()));
            case Distribution.Uniform u -> ParameterValue.of(between(u.low(), u.high()));
            case Distribution.Loguniform l -> {
                double exponent = between(StrictMath.log(l.low()), StrictMath.log(l.high()));
                yield ParameterValue.of(Math.clamp(StrictMath.exp(exponent), l.low(), l.high()));
            }
        };
    }

    /** From 0 to {@code bound} (excluded), which may be any number of 64 bits; off from even by 2^-64 of it at most. */
    private long below(long bound) {
        return Math.unsignedMultiplyHigh(random.nextLong(), bound);
    }

    private double between(double low, double high) {
        return Math.min(high, low + (high - low) * ((random.nextLong() >>> 11) * UNIT));
    }
}
