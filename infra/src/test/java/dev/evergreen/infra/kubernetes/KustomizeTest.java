package dev.evergreen.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for Kubernetes as Kustomize puts them together; skipped where there is no kubectl, which has it built in. */
class KustomizeTest {
    private static final Path PRODUCTION = Path.of("kubernetes", "overlays", "production");

    @TempDir
    private Path folder;

    private List<Manifest> manifests = List.of();

    @BeforeEach
    void build() throws Exception {
        assumeTrue(isThere("kubectl"), "no kubectl");
        Path built = folder.resolve("built.yaml");
        Path said = folder.resolve("said");
        int code = new ProcessBuilder("kubectl", "kustomize", PRODUCTION.toString())
                .redirectOutput(built.toFile())
                .redirectError(said.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(said)).isZero();
        manifests = Manifest.all(built);
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, command)));
    }

    private Stream<Manifest> ofKind(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    @Test
    void whatProductionBecomesFitsWhatIsPublished() throws Exception {
        var schemas = PublishedSchemas.load(KubernetesTest.flinkVersion());
        assertThat(manifests).filteredOn(PublishedSchemas::know).hasSizeGreaterThan(20);
        for (Manifest manifest : manifests) {
            if (PublishedSchemas.know(manifest)) {
                assertThat(schemas.problems(manifest)).as(manifest.toString()).isEmpty();
            }
        }
    }

    @Test
    void slotsAndCoresOfProductionFollowNJobs() throws Exception {
        var pipelines = PipelineFile.load(PRODUCTION.resolve("pipeline.yaml"));
        assertThat(ofKind("FlinkDeployment"))
                .singleElement()
                .satisfies(trainer -> Slots.of(trainer).assertHold(pipelines));
    }

    @Test
    void theTrainerNamesTheSameConfigMapsAsTheOthers() {
        List<String> maps = ofKind("ConfigMap").map(Manifest::name).toList();
        assertThat(maps).hasSize(2).allMatch(name -> name.matches("evergreen(-kafka)?-[a-z0-9]{10}"));
        Stream.concat(ofKind("FlinkDeployment"), Stream.concat(ofKind("StatefulSet"), ofKind("Job")))
                .forEach(manifest -> {
                    assertThat(manifest.tree().findValues("configMap"))
                            .isNotEmpty()
                            .allSatisfy(
                                    map -> assertThat(map.path("name").asText()).isIn(maps));
                    assertThat(manifest.tree().findValues("configMapKeyRef"))
                            .isNotEmpty()
                            .allSatisfy(
                                    map -> assertThat(map.path("name").asText()).isIn(maps));
                });
    }

    @Test
    void whatIsScrapedIsAPortOfAPod() {
        var ports = manifests.stream()
                .flatMap(Manifest::pods)
                .flatMap(pod -> pod.findValues("ports").stream())
                .flatMap(list -> list.findValuesAsText("name").stream())
                .toList();
        assertThat(ports).hasSize(3);
        assertThat(ofKind("PodMonitor")
                        .flatMap(monitor ->
                                monitor.tree().at("/spec/podMetricsEndpoints").findValuesAsText("port").stream()))
                .hasSize(2)
                .isSubsetOf(ports);
    }

    @Test
    void everyImageHasAVersion() {
        var images = manifests.stream()
                .flatMap(manifest -> manifest.tree().findValuesAsText("image").stream())
                .distinct();
        assertThat(images).containsExactlyInAnyOrder("evergreen/evergreen:0.1.0", "evergreen/flink:0.1.0");
    }
}
