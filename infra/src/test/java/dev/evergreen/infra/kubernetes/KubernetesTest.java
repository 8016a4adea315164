package dev.evergreen.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evergreen.infra.cli.CommandLines;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.flink.TrainerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files for Kubernetes as they stand in the base, one by one. */
class KubernetesTest {
    private static final Path BASE = Path.of("kubernetes", "base");

    static List<Manifest> manifests() throws IOException {
        return Manifest.resources(BASE);
    }

    /** As a FlinkDeployment names the Flink that the trainer is built with. */
    static String flinkVersion() {
        return "v"
                + EnvironmentInformation.getVersion()
                        .replaceFirst("\\.\\d+$", "")
                        .replace('.', '_');
    }

    private static Manifest one(String kind, String name) throws IOException {
        return manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void fitsWhatIsPublishedOfItsKind(Manifest manifest) throws Exception {
        assertThat(PublishedSchemas.load(flinkVersion()).problems(manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "StatefulSet, evergreen-ingest, /spec/template/spec, serviceAcountName, evergreen",
        "StatefulSet, evergreen-ingest, /spec, replicas, two",
        "StatefulSet, evergreen-ingest, /spec/template/spec/containers/0/resources/requests, cpu, much",
        "StatefulSet, evergreen-ingest, /spec/template/spec/containers/0, livenessProbe, /healthz",
        "StatefulSet, evergreen-ingest, /spec, selector,",
        "Job, evergreen-topics, /spec/template/spec/containers/0, name,",
        "NetworkPolicy, evergreen-metrics, /spec, polcyTypes, Ingress",
        "FlinkDeployment, evergreen-trainer, /spec, flinkVersion, v1_20",
        "FlinkDeployment, evergreen-trainer, /spec/job, upgradeMode, savepoints",
        "FlinkDeployment, evergreen-trainer, /spec/job, jarUri, local:///trainer.jar",
        "FlinkDeployment, evergreen-trainer, /spec/taskManager, replicas, two",
        "FlinkDeployment, evergreen-trainer, /spec/podTemplate/spec/containers/0, image, 1",
        "FlinkDeployment, evergreen-trainer, /spec/podTemplate/spec/containers/0, volumes, data",
        "FlinkDeployment, evergreen-trainer, /spec, mode, standalon"
    })
    void oneThatIsWrongInOnePlaceDoesNotFit(String kind, String name, String place, String field, String value)
            throws Exception {
        var wrong = one(kind, name);
        var object = (ObjectNode) wrong.tree().at(place);
        if (value == null) {
            object.remove(field);
        } else if (value.equals("1")) {
            object.put(field, 1);
        } else {
            object.put(field, value);
        }

        assertThat(PublishedSchemas.load(flinkVersion()).problems(wrong)).isNotEmpty();
    }

    @Test
    void noFileOfTheBaseIsLeftOut() throws Exception {
        JsonNode kustomization = Manifest.tree(BASE.resolve("kustomization.yaml"));
        var named = new ArrayList<>(List.of("kustomization.yaml"));
        named.addAll(Manifest.texts(kustomization.path("resources")));
        named.addAll(Manifest.texts(kustomization.path("configurations")));
        named.addAll(Manifest.texts(kustomization.at("/configMapGenerator/0/files")));

        try (Stream<Path> files = Files.list(BASE)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void slotsAndCoresFollowNJobs() throws Exception {
        Slots.of(one("FlinkDeployment", "evergreen-trainer"))
                .assertHold(PipelineFile.load(BASE.resolve("pipeline.yaml")));
    }

    @Test
    void argumentsAreThoseThatTheCommandsTake() throws Exception {
        for (String name : List.of("evergreen-ingest", "evergreen-evaluator")) {
            CommandLines.parse(arguments(one("StatefulSet", name)));
        }
        CommandLines.parse(arguments(one("Job", "evergreen-topics")));
    }

    private static List<String> arguments(Manifest manifest) {
        return Manifest.texts(manifest.tree().at("/spec/template/spec/containers/0/args"));
    }

    /** What is not known it says before it looks at files and at Kafka. */
    @Test
    void argumentsOfTheTrainerAreThoseThatItTakes() throws Exception {
        var trainer = one("FlinkDeployment", "evergreen-trainer").tree();
        assertThat(trainer.at("/spec/job/entryClass").asText()).isEqualTo(TrainerMain.class.getName());
        var arguments = new ArrayList<>(Manifest.texts(trainer.at("/spec/job/args")));
        assertThat(arguments).contains("--pipeline", "--bootstrap-servers", "--snapshots");
        arguments.addAll(List.of("--zzz", "1"));

        assertThatThrownBy(() -> TrainerMain.main(arguments.toArray(String[]::new)))
                .hasMessageStartingWith("--zzz is not known; ");
    }

    @Test
    void everyPodIsConfined() throws Exception {
        List<JsonNode> pods = manifests().stream().flatMap(Manifest::pods).toList();
        assertThat(pods).hasSize(4).allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("containers")).isNotEmpty().allSatisfy(container -> {
                JsonNode rights = container.path("securityContext");
                assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(Manifest.texts(rights.at("/capabilities/drop"))).containsExactly("ALL");
            });
        });
    }

    @Test
    void secretsAreNamedAndNeverGiven() throws Exception {
        assertThat(manifests()).extracting(Manifest::kind).doesNotContain("Secret");
        assertThat(manifests())
                .flatExtracting(one -> one.tree().findValues("secretKeyRef"))
                .hasSize(2);
        assertThat(manifests())
                .flatExtracting(one -> one.tree().findParents("value"))
                .extracting(variable -> variable.path("name").asText())
                .containsOnly("JAVA_TOOL_OPTIONS");
        var client = new Properties();
        try (var reader = Files.newBufferedReader(BASE.resolve("client.properties"))) {
            client.load(reader);
        }
        assertThat(client.getProperty("sasl.jaas.config"))
                .contains("password=\"${secret:/etc/evergreen/kafka:password}\"");
        assertThat(client.stringPropertyNames()).noneMatch(name -> name.endsWith(".password"));
    }
}
