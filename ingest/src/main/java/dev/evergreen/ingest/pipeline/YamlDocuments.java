package dev.evergreen.ingest.pipeline;

import dev.evergreen.ingest.text.OneLine;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML text as trees of nodes, within bounds. Nodes rather than objects: text stays as it was written, so that a class
 * called {@code no} does not turn into false.
 */
final class YamlDocuments {
    static final int MAX_CHARACTERS = 4 << 20;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 50;
    /** Aliases that hold aliases multiply: what counts is the tree as it is read. */
    private static final int MAX_NODES = 1_000_000;

    private final String source;
    private int nodes;

    private YamlDocuments(String source) {
        this.source = source;
    }

    /**
     * The documents that are not empty.
     *
     * @param source what to call the text in errors: its file's name
     */
    static List<Node> read(String text, String source) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        var checker = new YamlDocuments(source);
        var documents = new ArrayList<Node>();
        try {
            for (Node document : new Yaml(options).composeAll(new StringReader(text))) {
                if (!isEmpty(document)) {
                    checker.check(document, 0);
                    documents.add(document);
                }
            }
        } catch (MarkedYAMLException e) {
            throw checker.error(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            throw InvalidPipelineException.at(source, OneLine.of(e.getMessage(), 200));
        }
        return documents;
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private void check(Node node, int depth) {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw error(node.getStartMark(), "too deep or too many aliases");
        }
        switch (node) {
            case ScalarNode scalar -> {
                if (!OneLine.isWellFormed(scalar.getValue())) {
                    throw error(scalar.getStartMark(), "half a surrogate pair");
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> check(item, depth + 1));
            case MappingNode mapping -> check(mapping, depth);
            default -> throw error(node.getStartMark(), "neither a mapping, a list nor a word");
        }
    }

    private void check(MappingNode mapping, int depth) {
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw error(entry.getKeyNode().getStartMark(), "a key must be a word");
            }
            check(key, depth + 1);
            if (!keys.add(key.getValue())) {
                throw error(key.getStartMark(), "the key '%s' stands twice".formatted(OneLine.of(key.getValue(), 80)));
            }
            check(entry.getValueNode(), depth + 1);
        }
    }

    private InvalidPipelineException error(Mark mark, String problem) {
        String place = "%s, line %d, column %d".formatted(source, mark.getLine() + 1, mark.getColumn() + 1);
        return InvalidPipelineException.at(place, OneLine.of(problem, 200));
    }
}
