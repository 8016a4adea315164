package dev.evergreen.ingest.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one document of a pipeline file. */
final class PipelineReader {
    private PipelineReader() {}

    static Pipeline read(YamlValue document) {
        Section root = Section.of(
                document,
                "pipeline",
                "features",
                "label",
                "topics",
                "labels_within",
                "window",
                "retrain",
                "search",
                "n_jobs",
                "max_memory",
                "promotion",
                "drift");
        String name = root.required("pipeline", "the pipeline's name").text();
        List<Feature> features = root.required("features", "a list of features").items("a list of features").stream()
                .map(PipelineReader::feature)
                .toList();
        Label label = label(root.required("label", "a name and classes, or a name and type: regression"));
        Pipeline defaults = root.make(() -> Pipeline.of(name, features, label));
        Topics topics = topics(root.section("topics", "prefix"), defaults.topics());
        Duration labelsWithin = root.get("labels_within", YamlValue::duration, defaults.labelsWithin());
        Window window = window(root.section("window", "rows", "duration", "max_rows"));
        Retrain retrain = retrain(root.section("retrain", "every_rows", "every", "on_drift", "min_rows"));
        Search search = new SearchReader(features, label).read(root.section("search", SearchReader.KEYS));
        NJobs nJobs = root.get("n_jobs", v -> nJobs(root, v), defaults.nJobs());
        MemoryLimit maxMemory = root.get("max_memory", PipelineReader::memoryLimit, defaults.maxMemory());
        Promotion promotion = promotion(root.section(
                "promotion", "policy", "alpha", "min_events", "min_gain", "max_challengers", "check_every"));
        DriftDetection drift = DriftReader.read(root.section("drift", DriftReader.KEYS));
        return root.make(() -> new Pipeline(
                name,
                features,
                label,
                topics,
                labelsWithin,
                window,
                retrain,
                search,
                nJobs,
                maxMemory,
                promotion,
                drift));
    }

    private static Feature feature(YamlValue value) {
        if (!value.isSection()) {
            String name = value.text();
            return new Section(value.path(), Map.of()).make(() -> Feature.numeric(name));
        }
        Section feature = Section.of(value, "name", "type", "values", "missing");
        String name = feature.required("name", "the feature's name").text();
        Optional<List<String>> values = feature.get("values").map(PipelineReader::words);
        Feature.Type type = feature.get(
                "type",
                v -> v.oneOf(Arrays.asList(Feature.Type.values()), Feature.Type::key),
                values.isPresent() ? Feature.Type.NOMINAL : Feature.Type.NUMERIC);
        Optional<Feature.Missing> missing =
                feature.get("missing").map(v -> v.oneOf(Arrays.asList(Feature.Missing.values()), Feature.Missing::key));
        return feature.make(() -> new Feature(name, type, values.orElse(List.of()), missing));
    }

    private static Label label(YamlValue value) {
        Section label = Section.of(value, "name", "classes", "type");
        String name = label.required("name", "the label's name").text();
        Optional<List<String>> classes = label.get("classes").map(PipelineReader::words);
        if (label.get("type").isEmpty()) {
            List<String> listed = classes.orElseThrow(() -> InvalidPipelineException.at(
                    label.path("classes"), "missing; allowed: a list of classes, or type: regression"));
            return label.make(() -> new Label.Classes(name, listed));
        }
        label.get("type").ifPresent(type -> type.oneOf(List.of("regression"), Function.identity()));
        if (classes.isPresent()) {
            throw InvalidPipelineException.at(label.path("classes"), "not allowed beside type: regression");
        }
        return label.make(() -> new Label.Regression(name));
    }

    private static List<String> words(YamlValue value) {
        return value.items("a list of words").stream().map(YamlValue::text).toList();
    }

    private static Topics topics(Section topics, Topics defaults) {
        String prefix = topics.get("prefix", YamlValue::text, defaults.prefix());
        return topics.make(() -> new Topics(prefix));
    }

    private static Window window(Section window) {
        Optional<YamlValue> rows = window.get("rows");
        Optional<YamlValue> duration = window.get("duration");
        Optional<YamlValue> maxRows = window.get("max_rows");
        if (rows.isPresent() && duration.isPresent()) {
            throw InvalidPipelineException.at(window.path("rows"), "not allowed beside duration; use max_rows");
        }
        if (maxRows.isPresent() && duration.isEmpty()) {
            throw InvalidPipelineException.at(window.path("max_rows"), "only allowed beside duration");
        }
        if (duration.isPresent()) {
            Duration span = duration.get().duration();
            int limit = maxRows.map(YamlValue::whole).orElse(Window.Span.DEFAULT_MAX_ROWS);
            return window.make(() -> new Window.Span(span, limit));
        }
        return rows.map(YamlValue::whole)
                .map(n -> window.<Window>make(() -> new Window.Rows(n)))
                .orElse(Window.DEFAULT);
    }

    private static Retrain retrain(Section retrain) {
        Retrain defaults = Retrain.DEFAULT;
        Optional<Integer> everyRows = unlessOff(retrain, "every_rows", YamlValue::whole, defaults.everyRows());
        Optional<Duration> every = unlessOff(retrain, "every", YamlValue::duration, defaults.every());
        boolean onDrift = retrain.get("on_drift", YamlValue::flag, defaults.onDrift());
        int minRows = retrain.get("min_rows", YamlValue::whole, defaults.minRows());
        return retrain.make(() -> new Retrain(everyRows, every, onDrift, minRows));
    }

    private static <T> Optional<T> unlessOff(
            Section section, String key, Function<YamlValue, T> read, Optional<T> otherwise) {
        return section.get(key)
                .map(value -> value.isOff() ? Optional.<T>empty() : Optional.of(read.apply(value)))
                .orElse(otherwise);
    }

    private static NJobs nJobs(Section root, YamlValue value) {
        return value.node() instanceof ScalarNode scalar
                ? root.make(() -> NJobs.parse(scalar.getValue()))
                : new NJobs(value.whole());
    }

    private static MemoryLimit memoryLimit(YamlValue value) {
        return value.isOff() ? MemoryLimit.OFF : MemoryLimit.of(value.share(MemoryLimit.ALLOWED));
    }

    private static Promotion promotion(Section promotion) {
        Promotion defaults = Promotion.DEFAULT;
        Promotion.Policy policy = promotion.get(
                "policy",
                v -> v.oneOf(Arrays.asList(Promotion.Policy.values()), Promotion.Policy::key),
                defaults.policy());
        double alpha = promotion.get("alpha", YamlValue::real, defaults.alpha());
        int minEvents = promotion.get("min_events", YamlValue::whole, defaults.minEvents());
        double minGain = promotion.get("min_gain", YamlValue::real, defaults.minGain());
        int maxChallengers = promotion.get("max_challengers", YamlValue::whole, defaults.maxChallengers());
        int checkEvery = promotion.get("check_every", YamlValue::whole, defaults.checkEvery());
        return promotion.make(() -> new Promotion(policy, alpha, minEvents, minGain, maxChallengers, checkEvery));
    }
}
