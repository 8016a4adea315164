package dev.evergreen.ingest.pipeline;

import java.util.List;
import java.util.Optional;

/** Reads the keys of the part {@code search} that say whether and how a search halves. */
final class HalvingReader {
    private static final List<String> KEYS = List.of("factor", "min_resources", "aggressive_elimination");

    private HalvingReader() {}

    static Optional<Halving> read(Section search) {
        boolean halving =
                search.get("strategy", v -> v.oneOf(List.of(false, true), h -> h ? "halving" : "exhaustive"), false);
        if (!halving) {
            for (String key : KEYS) {
                search.get(key).ifPresent(v -> {
                    throw InvalidPipelineException.at(search.path(key), "only allowed with strategy: halving");
                });
            }
            return Optional.empty();
        }
        int factor = search.get("factor", YamlValue::whole, Halving.DEFAULT.factor());
        Optional<Integer> least = search.get("min_resources").flatMap(HalvingReader::minResources);
        boolean aggressive =
                search.get("aggressive_elimination", YamlValue::flag, Halving.DEFAULT.aggressiveElimination());
        return Optional.of(search.make(() -> new Halving(factor, least, aggressive)));
    }

    private static Optional<Integer> minResources(YamlValue value) {
        boolean named = !value.isList() && !value.isSection();
        if (named && value.text().equals("exhaust")) {
            return Optional.empty();
        }
        if (!named || !value.text().matches("[-+]?\\d+")) {
            throw value.refuse(Halving.ROWS_ALLOWED);
        }
        return Optional.of(value.whole());
    }
}
