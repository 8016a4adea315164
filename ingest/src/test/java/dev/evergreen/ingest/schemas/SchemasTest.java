package dev.evergreen.ingest.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.Samples;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static Stream<String> names() {
        return Stream.of(
                "feature-event",
                "label",
                "labeled-example",
                "control-message",
                "model-manifest",
                "search-result",
                "resource-metric",
                "prediction",
                "evaluation",
                "lineup",
                "model-event",
                "reject");
    }

    static Stream<Arguments> written() {
        var electricity = new EventWriter(Samples.ELECTRICITY);
        var bikes = new EventWriter(Samples.BIKES);
        return Stream.of(
                Arguments.of("feature-event", electricity.features(Samples.features())),
                Arguments.of("label", electricity.label(Samples.label())),
                Arguments.of("label", bikes.label(new LabelEvent("e1", Samples.NOON.plusNanos(1), -2.5))),
                Arguments.of("labeled-example", electricity.labeled(Samples.labeled())),
                Arguments.of(
                        "labeled-example",
                        bikes.labeled(new LabeledExample(
                                "e1", Samples.NOON, Samples.NOON, FeatureVector.owning(new double[] {1e300}), 2))),
                Arguments.of("control-message", Json.write(Samples.control())),
                Arguments.of("control-message", Json.write(Samples.promote())),
                Arguments.of("control-message", Json.write(Samples.changed())),
                Arguments.of("lineup", Json.write(Samples.lineup())),
                Arguments.of("model-event", Json.write(Samples.promoted())),
                Arguments.of("model-event", Json.write(Samples.firstPromoted())),
                Arguments.of("model-manifest", Json.write(Samples.manifest())),
                Arguments.of("model-manifest", Json.write(Samples.manifest(new Label.Regression("count")))),
                Arguments.of(
                        "model-manifest",
                        Json.write(Samples.manifest(Samples.ELECTRICITY.label(), Cv.byGroup(5, "weekday")))),
                Arguments.of("search-result", Json.write(Samples.searchResult())),
                Arguments.of("resource-metric", Json.write(Samples.fit())),
                Arguments.of("resource-metric", Json.write(Samples.round())),
                Arguments.of("resource-metric", Json.write(Samples.decision())),
                Arguments.of("prediction", Json.write(Samples.prediction())),
                Arguments.of("prediction", Json.write(Samples.unscored())),
                Arguments.of("evaluation", Json.write(Samples.evaluation())),
                Arguments.of("evaluation", Json.write(Samples.regressionEvaluation())),
                Arguments.of("reject", Json.write(Samples.reject())));
    }

    @ParameterizedTest
    @MethodSource("written")
    void whatWeWriteIsWhatTheSchemaSays(String name, byte[] json) {
        assertThat(problems(name, new String(json, StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSchemaIsASchemaAndItsExamplesFit(String name) {
        JsonNode schema = node(name);
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema))
                .isEmpty();
        assertThat(schema.get("title").asText()).isNotBlank();
        assertThat(schema.get("examples")).isNotEmpty();
        schema.get("examples")
                .forEach(example ->
                        assertThat(problems(name, example.toString())).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertyIsDescribed(String name) {
        List<String> undescribed = new ArrayList<>();
        collect(node(name), "", undescribed);
        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRequiredFieldIsMissed(String name) {
        JsonNode schema = node(name);
        JsonNode example = schema.get("examples").get(0);
        schema.get("required").forEach(field -> {
            ObjectNode broken = example.deepCopy();
            broken.remove(field.asText());
            assertThat(problems(name, broken.toString())).as("without " + field).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "feature-event, id, ''",
        "feature-event, event_time, noon",
        "label, label, []",
        "labeled-example, label_time, 5",
        "control-message, command, explode",
        "control-message, command, rollback",
        "control-message, since, noon",
        "model-manifest, features, []",
        "search-result, n_jobs, 0",
        "resource-metric, kind, guess",
        "prediction, unscored, both",
        "evaluation, overall, {}",
        "lineup, challengers, 5",
        "model-event, kind, applauded",
        "reject, reason, dislike",
    })
    void aBrokenExampleDoesNotFit(String name, String field, String value) throws IOException {
        ObjectNode broken = node(name).get("examples").get(0).deepCopy();
        boolean bare = value.startsWith("[") || value.startsWith("{") || value.matches("\\d+");
        broken.set(field, bare ? JSON.readTree(value) : JSON.getNodeFactory().textNode(value));
        assertThat(problems(name, broken.toString())).isNotEmpty();
    }

    @Test
    void listEveryReasonActionAndMetric() {
        assertThat(texts(node("reject").at("/properties/reason/enum")))
                .containsExactlyElementsOf(Arrays.stream(RejectReason.values())
                        .map(RejectReason::key)
                        .toList());
        assertThat(texts(node("model-event").at("/properties/kind/enum")))
                .containsExactlyElementsOf(Arrays.stream(ModelEvent.Kind.values())
                        .map(ModelEvent.Kind::key)
                        .toList());
        assertThat(texts(node("model-event").at("/properties/cause/enum")))
                .containsExactlyElementsOf(Arrays.stream(ModelEvent.Cause.values())
                        .map(ModelEvent.Cause::key)
                        .toList());
        assertThat(texts(node("resource-metric").at("/oneOf/2/properties/action/enum")))
                .containsExactlyElementsOf(Arrays.stream(ResourceMetric.Action.values())
                        .map(ResourceMetric.Action::key)
                        .toList());
        assertThat(texts(node("model-manifest").at("/properties/cv/properties/splitter/enum")))
                .containsExactlyElementsOf(Arrays.stream(Cv.Splitter.values())
                        .map(Cv.Splitter::key)
                        .toList());
        assertThat(texts(node("search-result").at("/properties/refit/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Scoring.values()).map(Scoring::key).toList());
    }

    private static List<String> problems(String name, String json) {
        JsonSchema schema = SCHEMAS.getSchema(node(name));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static void collect(JsonNode node, String path, List<String> undescribed) {
        node.path("properties").properties().forEach(property -> {
            String here = path + "/" + property.getKey();
            if (!property.getValue().has("description") && !property.getValue().has("$ref")) {
                undescribed.add(here);
            }
        });
        node.properties().stream()
                .filter(child -> !child.getKey().equals("examples"))
                .forEach(child -> collect(child.getValue(), path + "/" + child.getKey(), undescribed));
        if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", undescribed));
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode node(String name) {
        try (InputStream in = SchemasTest.class.getResourceAsStream("/schemas/" + name + ".schema.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
