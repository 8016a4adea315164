package dev.evergreen.ingest.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what random search draws a parameter from: a list, or one of scipy's distributions with its two ends. */
final class DistributionReader {
    private static final String ALLOWED = "a list, or one of randint, uniform, loguniform with [low, high]";

    private DistributionReader() {}

    /** @throws InvalidPipelineException also for {@code n_iter} without anything to draw from */
    static Optional<RandomSearch> random(Section candidate) {
        Optional<YamlValue> distributions = candidate.get("distributions");
        if (distributions.isEmpty()) {
            candidate.get("n_iter").ifPresent(n -> {
                throw InvalidPipelineException.at(n.path(), "only allowed beside distributions");
            });
            return Optional.empty();
        }
        var byName = SearchReader.parameters(candidate, "distributions", DistributionReader::distribution);
        int nIter = candidate.get("n_iter", YamlValue::whole, RandomSearch.DEFAULT_N_ITER);
        return Optional.of(candidate.make(() -> new RandomSearch(byName, nIter)));
    }

    private static Distribution distribution(YamlValue value) {
        if (!value.isSection()) {
            return new Distribution.Choices(SearchReader.choices(value));
        }
        Section section = Section.of(value, "randint", "uniform", "loguniform");
        if (section.values().size() != 1) {
            throw value.refuse(ALLOWED);
        }
        String name = section.values().keySet().iterator().next();
        YamlValue ends = section.values().get(name);
        Supplier<Distribution> made = switch (name) {
            case "randint" -> {
                List<Long> whole = ends(ends, YamlValue::wholeLong);
                yield () -> new Distribution.Randint(whole.getFirst(), whole.getLast());
            }
            case "uniform" -> {
                List<Double> real = ends(ends, YamlValue::real);
                yield () -> new Distribution.Uniform(real.getFirst(), real.getLast());
            }
            default -> {
                List<Double> real = ends(ends, YamlValue::real);
                yield () -> new Distribution.Loguniform(real.getFirst(), real.getLast());
            }
        };
        return section.make(made);
    }

    private static <T> List<T> ends(YamlValue value, Function<YamlValue, T> read) {
        String allowed = "two numbers [low, high]";
        List<YamlValue> items = value.items(allowed);
        if (items.size() != 2) {
            throw value.refuse(allowed);
        }
        return items.stream().map(read).toList();
    }
}
