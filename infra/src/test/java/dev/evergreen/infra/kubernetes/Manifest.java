package dev.evergreen.infra.kubernetes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One document of a file for Kubernetes. */
record Manifest(JsonNode tree) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** All that Kustomize puts together from the files of a folder, but for what it generates, as they stand there. */
    static List<Manifest> resources(Path folder) throws IOException {
        var all = new ArrayList<Manifest>();
        for (JsonNode file : tree(folder.resolve("kustomization.yaml")).path("resources")) {
            all.addAll(all(folder.resolve(file.asText())));
        }
        return all;
    }

    static List<Manifest> all(Path file) throws IOException {
        try (var documents = YAML.readerFor(new TypeReference<JsonNode>() {}).<JsonNode>readValues(file.toFile())) {
            return documents.readAll().stream().map(Manifest::new).toList();
        }
    }

    static JsonNode tree(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String apiGroup() {
        String version = tree.path("apiVersion").asText();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    /** The pods that it describes; of a FlinkDeployment that of all, into which the operator merges what its parts have more. */
    Stream<JsonNode> pods() {
        return kind().equals("FlinkDeployment")
                ? Stream.of(tree.at("/spec/podTemplate/spec"))
                : tree.findParents("containers").stream();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
