package dev.evergreen.infra.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonParseException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What others have published of the kinds that manifests are of: of Kubernetes' own, the models that are generated from its
 * OpenAPI and refuse fields that it does not know; of a FlinkDeployment the operator's schema, made to refuse them too.
 */
final class PublishedSchemas {
    private static final String FLINK_GROUP = "flink.apache.org";
    private static final String FLINK_FILE = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    private final JsonSchema flinkDeployment;

    private PublishedSchemas(JsonSchema flinkDeployment) {
        this.flinkDeployment = flinkDeployment;
    }

    /** @param flinkVersion as FlinkDeployments name it: the operator's schema is older than Flink is here */
    static PublishedSchemas load(String flinkVersion) throws IOException {
        try (var file = PublishedSchemas.class.getResourceAsStream(FLINK_FILE)) {
            ObjectNode schema = (ObjectNode) new ObjectMapper(new YAMLFactory())
                    .readTree(Optional.ofNullable(file).orElseThrow())
                    .at("/spec/versions/0/schema/openAPIV3Schema");
            ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum"))
                    .removeAll()
                    .add(flinkVersion);
            ObjectNode top = (ObjectNode) schema.get("properties");
            for (String ofAll : List.of("apiVersion", "kind", "metadata")) {
                top.putObject(ofAll);
            }
            close(schema);
            return new PublishedSchemas(
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema));
        }
    }

    /** As Kubernetes reads it: what is not named is not known, and some numbers may be text. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("properties")
                    && !object.has("additionalProperties")
                    && !object.has("x-kubernetes-preserve-unknown-fields")) {
                object.put("additionalProperties", false);
            }
            if (object.remove("x-kubernetes-int-or-string") != null) {
                object.remove("type");
            }
        }
        schema.forEach(PublishedSchemas::close);
    }

    /** Whether somebody has published one of its kind that can be had here. */
    static boolean know(Manifest manifest) {
        return !manifest.apiGroup().equals("monitoring.coreos.com");
    }

    /** What is wrong with it; empty if nothing is. */
    List<String> problems(Manifest manifest) throws ClassNotFoundException {
        if (manifest.apiGroup().equals(FLINK_GROUP)) {
            return flinkDeployment.validate(manifest.tree()).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
        try {
            Object _ = JSON.deserialize(manifest.tree().toString(), Class.forName(MODELS + manifest.kind()));
            return List.of();
        } catch (IllegalArgumentException | JsonParseException | QuantityFormatException refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }
}
