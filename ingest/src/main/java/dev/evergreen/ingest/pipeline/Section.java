package dev.evergreen.ingest.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping of the file. A key that is absent and one without a value are the same: the default holds.
 *
 * @param path dotted; empty for the whole document
 */
record Section(String path, Map<String, YamlValue> values) {

    /** @param known the keys it may have; any other is refused with the one that was probably meant */
    static Section of(YamlValue value, String... known) {
        Section section = any(value);
        List<String> keys = List.of(known);
        for (String key : section.values.keySet()) {
            if (!keys.contains(key)) {
                throw InvalidPipelineException.at(
                        section.path(key),
                        "unknown key, perhaps '%s' was meant; allowed: %s"
                                .formatted(Nearest.of(key, keys), String.join(", ", keys)));
            }
        }
        return section;
    }

    /** Whatever its keys are. */
    static Section any(YamlValue value) {
        if (!(value.node() instanceof MappingNode mapping)) {
            throw value.refuse("a mapping (key: value)");
        }
        var section = new Section(value.path(), new LinkedHashMap<>());
        for (NodeTuple entry : mapping.getValue()) {
            String key = ((ScalarNode) entry.getKeyNode()).getValue();
            section.values.put(key, new YamlValue(section.path(key), entry.getValueNode()));
        }
        return section;
    }

    /** The section below; an empty one if there is none. */
    Section section(String key, String... known) {
        return get(key).map(value -> of(value, known)).orElseGet(() -> new Section(path(key), Map.of()));
    }

    Optional<YamlValue> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
    }

    <T> T get(String key, Function<YamlValue, T> read, T otherwise) {
        return get(key).map(read).orElse(otherwise);
    }

    YamlValue required(String key, String what) {
        return get(key).orElseThrow(() -> InvalidPipelineException.at(path(key), "missing; allowed: " + what));
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Makes a record whose complaints are relative to this section. */
    <T> T make(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InvalidPipelineException e) {
            throw e.within(path);
        }
    }
}
