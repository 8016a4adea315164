package dev.evergreen.ingest.pipeline;

import static org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK;
import static org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes a pipeline with every key spelled out, small things on one line. */
final class PipelineWriter {
    private static final Resolver YAML = new Resolver();

    private PipelineWriter() {}

    static String write(Pipeline pipeline) {
        var options = new DumperOptions();
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        var text = new StringWriter();
        new Yaml(options).serialize(node(pipeline), text);
        return text.toString();
    }

    private static Node node(Pipeline p) {
        return map(
                BLOCK,
                entry("pipeline", text(p.name())),
                entry("features", list(BLOCK, p.features(), PipelineWriter::node)),
                entry("label", node(p.label())),
                entry("topics", map(FLOW, entry("prefix", text(p.topics().prefix())))),
                entry("labels_within", plain(Durations.format(p.labelsWithin()))),
                entry("window", node(p.window())),
                entry("retrain", node(p.retrain())),
                entry("search", node(p.search())),
                entry("n_jobs", plain(p.nJobs())),
                entry(
                        "max_memory",
                        plain(p.maxMemory()
                                .heapShare()
                                .map(PipelineWriter::percent)
                                .orElse("off"))),
                entry("promotion", node(p.promotion())),
                entry("drift", node(p.drift())));
    }

    private static Node node(Promotion p) {
        return map(
                FLOW,
                entry("policy", plain(p.policy().key())),
                entry("alpha", plain(p.alpha())),
                entry("min_events", plain(p.minEvents())),
                entry("min_gain", plain(p.minGain())),
                entry("max_challengers", plain(p.maxChallengers())),
                entry("check_every", plain(p.checkEvery())));
    }

    private static Node node(DriftDetection d) {
        return map(
                BLOCK,
                entry("detectors", list(FLOW, d.detectors(), detector -> plain(detector.key()))),
                entry("triggers", list(FLOW, d.triggers(), detector -> plain(detector.key()))),
                entry("cool_down_rows", plain(d.coolDownRows())),
                entry("check_every", plain(d.checkEvery())),
                entry("adwin", map(FLOW, entry("delta", plain(d.adwin().delta())))),
                entry(
                        "ddm",
                        map(
                                FLOW,
                                entry("warning_level", plain(d.ddm().warningLevel())),
                                entry("drift_level", plain(d.ddm().driftLevel())))),
                entry("page-hinkley", node(d.pageHinkley())),
                entry(
                        "psi",
                        map(
                                FLOW,
                                entry("threshold", plain(d.psi().threshold())),
                                entry("rows", plain(d.psi().rows())))),
                entry("every", map(FLOW, entry("rows", plain(d.every().rows())))));
    }

    private static Node node(DriftDetection.PageHinkley p) {
        return map(
                FLOW,
                entry("delta", plain(p.delta())),
                entry("threshold", plain(p.threshold())),
                entry("alpha", plain(p.alpha())));
    }

    private static Node node(Feature feature) {
        NodeTuple name = entry("name", text(feature.name()));
        NodeTuple type = entry("type", plain(feature.type().key()));
        var entries = new ArrayList<>(List.of(name, type));
        if (feature.type() == Feature.Type.NOMINAL) {
            entries.add(entry("values", list(FLOW, feature.values(), PipelineWriter::text)));
        }
        feature.missing().ifPresent(missing -> entries.add(entry("missing", plain(missing.key()))));
        return new MappingNode(Tag.MAP, entries, FLOW);
    }

    private static Node node(Label label) {
        NodeTuple name = entry("name", text(label.name()));
        return switch (label) {
            case Label.Classes c -> map(FLOW, name, entry("classes", list(FLOW, c.classes(), PipelineWriter::text)));
            case Label.Regression r -> map(FLOW, name, entry("type", plain(r.type())));
        };
    }

    private static Node node(Window window) {
        return switch (window) {
            case Window.Rows r -> map(FLOW, entry("rows", plain(r.rows())));
            case Window.Span s ->
                map(
                        FLOW,
                        entry("duration", plain(Durations.format(s.duration()))),
                        entry("max_rows", plain(s.maxRows())));
        };
    }

    private static Node node(Retrain r) {
        return map(
                FLOW,
                entry("every_rows", plain(r.everyRows().map(String::valueOf).orElse("off"))),
                entry("every", plain(r.every().map(Durations::format).orElse("off"))),
                entry("on_drift", plain(r.onDrift())),
                entry("min_rows", plain(r.minRows())));
    }

    private static Node node(Search s) {
        var entries = new ArrayList<NodeTuple>(List.of(
                entry("candidates", list(BLOCK, s.candidates(), PipelineWriter::node)),
                entry("cv", node(s.cv())),
                entry("scoring", list(FLOW, s.scoring(), metric -> plain(metric.key()))),
                entry("refit", plain(s.refit().key())),
                entry("seed", plain(s.seed())),
                entry(
                        "fit_time_limit",
                        plain(s.fitTimeLimit().map(Durations::format).orElse("off"))),
                entry("nested", plain(s.nested() ? "on" : "off")),
                entry("strategy", plain(s.halving().isPresent() ? "halving" : "exhaustive"))));
        s.halving().ifPresent(halving -> entries.addAll(entries(halving)));
        entries.add(entry("windows", list(FLOW, s.windows(), window -> plain(window.key()))));
        return new MappingNode(Tag.MAP, entries, BLOCK);
    }

    private static List<NodeTuple> entries(Halving h) {
        return List.of(
                entry("factor", plain(h.factor())),
                entry(
                        "min_resources",
                        plain(h.minResources().map(String::valueOf).orElse("exhaust"))),
                entry("aggressive_elimination", plain(h.aggressiveElimination())));
    }

    private static Node node(Cv cv) {
        var entries = new ArrayList<>(List.of(
                entry("splitter", plain(cv.splitter().key())),
                entry("folds", plain(cv.folds())),
                entry("embargo", plain(embargo(cv.embargo())))));
        cv.group().ifPresent(feature -> entries.add(entry("group", text(feature))));
        return new MappingNode(Tag.MAP, entries, FLOW);
    }

    private static String embargo(Embargo embargo) {
        return switch (embargo) {
            case Embargo.Auto auto -> auto.key();
            case Embargo.Fixed(Duration duration) -> Durations.format(duration);
        };
    }

    private static Node node(CandidateGrid c) {
        NodeTuple learner = entry("learner", text(c.learner()));
        NodeTuple fixed = entry("fixed", map(c.fixed(), PipelineWriter::node));
        return c.random()
                .map(r -> map(
                        BLOCK,
                        learner,
                        entry("distributions", map(r.distributions(), PipelineWriter::node)),
                        entry("n_iter", plain(r.nIter())),
                        fixed))
                .orElseGet(() -> map(BLOCK, learner, entry("grid", map(c.grid(), PipelineWriter::choices)), fixed));
    }

    private static Node node(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Choices c -> choices(c.values());
            case Distribution.Randint r -> ends("randint", r.low(), r.high());
            case Distribution.Uniform u -> ends("uniform", u.low(), u.high());
            case Distribution.Loguniform l -> ends("loguniform", l.low(), l.high());
        };
    }

    private static Node ends(String name, Number low, Number high) {
        return map(FLOW, entry(name, list(FLOW, List.of(low, high), PipelineWriter::plain)));
    }

    private static Node choices(List<ParameterValue> values) {
        return list(FLOW, values, PipelineWriter::node);
    }

    private static Node node(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Text t -> text(t.value());
            case ParameterValue.Whole w -> plain(w);
            case ParameterValue.Real r -> plain(r);
            case ParameterValue.Flag f -> plain(f);
        };
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static Node map(FlowStyle style, NodeTuple... entries) {
        return new MappingNode(Tag.MAP, Arrays.asList(entries), style);
    }

    private static <T> Node map(Map<String, T> values, Function<T, Node> write) {
        var entries = new ArrayList<NodeTuple>();
        values.forEach((name, value) -> entries.add(new NodeTuple(text(name), write.apply(value))));
        return new MappingNode(Tag.MAP, entries, FLOW);
    }

    private static <T> Node list(FlowStyle style, List<T> items, Function<T, Node> write) {
        return new SequenceNode(Tag.SEQ, items.stream().map(write).toList(), style);
    }

    private static NodeTuple entry(String key, Node value) {
        return new NodeTuple(plain(key), value);
    }

    /** Bare where YAML reads the same text, else in quotes. */
    private static Node text(String value) {
        boolean bare = value.matches("[A-Za-z_][A-Za-z0-9_.-]*")
                && YAML.resolve(NodeId.scalar, value, true).equals(Tag.STR);
        return new ScalarNode(Tag.STR, value, null, null, bare ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static Node plain(Object value) {
        String text = value.toString();
        return new ScalarNode(YAML.resolve(NodeId.scalar, text, true), text, null, null, ScalarStyle.PLAIN);
    }
}
