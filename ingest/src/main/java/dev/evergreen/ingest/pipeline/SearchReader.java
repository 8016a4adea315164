package dev.evergreen.ingest.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the part {@code search} of a file, whose defaults depend on features and label. */
record SearchReader(List<Feature> features, Label label) {
    static final String[] KEYS = {
        "candidates",
        "cv",
        "scoring",
        "refit",
        "seed",
        "fit_time_limit",
        "nested",
        "strategy",
        "factor",
        "min_resources",
        "aggressive_elimination"
    };

    Search read(Section search) {
        Search defaults = Search.defaultFor(label);
        List<CandidateGrid> candidates = search.get("candidates", SearchReader::candidates, defaults.candidates());
        Cv cv = cv(search.section("cv", "splitter", "folds", "embargo", "group"));
        List<Scoring> scoring = search.get("scoring", this::scoring, defaults.scoring());
        Scoring refit = search.get("refit", this::metric, scoring.isEmpty() ? defaults.refit() : scoring.getFirst());
        long seed = search.get("seed", YamlValue::wholeLong, defaults.seed());
        Optional<Duration> fitTimeLimit = search.get("fit_time_limit")
                .map(v -> v.isOff() ? Optional.<Duration>empty() : Optional.of(v.duration()))
                .orElse(defaults.fitTimeLimit());
        boolean nested =
                search.get("nested", v -> v.oneOf(List.of(true, false), on -> on ? "on" : "off"), defaults.nested());
        Optional<Halving> halving = HalvingReader.read(search);
        return search.make(() ->
                new Search(candidates, cv, scoring, refit, seed, fitTimeLimit, nested, halving).checkedFor(label));
    }

    private static List<CandidateGrid> candidates(YamlValue value) {
        return value.items("a list of candidates, each with learner, grid or distributions, and fixed").stream()
                .map(SearchReader::candidate)
                .toList();
    }

    private static CandidateGrid candidate(YamlValue value) {
        Section section = Section.of(value, "learner", "grid", "distributions", "n_iter", "fixed");
        String learner = section.required("learner", "the name of a learner").text();
        Map<String, List<ParameterValue>> grid = parameters(section, "grid", SearchReader::choices);
        Map<String, ParameterValue> fixed = parameters(section, "fixed", YamlValue::parameter);
        Optional<RandomSearch> random = DistributionReader.random(section);
        return section.make(() -> new CandidateGrid(learner, grid, fixed, random));
    }

    static <T> Map<String, T> parameters(Section section, String key, Function<YamlValue, T> read) {
        var parameters = new TreeMap<String, T>();
        section.get(key)
                .map(Section::any)
                .ifPresent(s -> s.values().forEach((name, value) -> parameters.put(name, read.apply(value))));
        return parameters;
    }

    static List<ParameterValue> choices(YamlValue value) {
        return value.isList()
                ? value.items("a list").stream().map(YamlValue::parameter).toList()
                : List.of(value.parameter());
    }

    private static Cv cv(Section cv) {
        Cv.Splitter splitter = cv.get(
                "splitter", v -> v.oneOf(Arrays.asList(Cv.Splitter.values()), Cv.Splitter::key), Cv.DEFAULT.splitter());
        int folds = cv.get("folds", YamlValue::whole, Cv.DEFAULT.folds());
        var embargo = cv.get("embargo", YamlValue::duration, Cv.DEFAULT.embargo());
        Optional<String> group = cv.get("group").map(YamlValue::text);
        if (splitter == Cv.Splitter.GROUP && group.isEmpty()) {
            throw InvalidPipelineException.at(cv.path("group"), "missing; allowed: " + Cv.GROUP_ALLOWED);
        }
        return cv.make(() -> new Cv(splitter, folds, embargo, group));
    }

    private List<Scoring> scoring(YamlValue value) {
        return value.isList() ? value.items("a list").stream().map(this::metric).toList() : List.of(metric(value));
    }

    private Scoring metric(YamlValue value) {
        return value.oneOf(
                Arrays.stream(Scoring.values()).filter(s -> s.fits(label)).toList(), Scoring::key);
    }
}
