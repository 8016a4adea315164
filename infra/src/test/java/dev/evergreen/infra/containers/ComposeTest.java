package dev.evergreen.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code compose.yaml}, and the files that it names. */
class ComposeTest {
    private static final Path FOLDER = Path.of("docker");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
    private static final Pattern PROJECT_VERSION = Pattern.compile("<version>([^<]*)</version>");

    private final JsonNode compose = yaml("compose.yaml");
    private final Map<String, JsonNode> services = new TreeMap<>();

    ComposeTest() {
        compose.get("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
    }

    @Test
    void hasAllThatAPipelineNeeds() {
        assertThat(services)
                .containsOnlyKeys(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "topics",
                        "ingest",
                        "evaluator",
                        "jobmanager",
                        "taskmanager-1",
                        "taskmanager-2",
                        "submit",
                        "prometheus",
                        "grafana");
    }

    @Test
    void namesAVersionOfEachImageAndOursAsTheBuildDoes() throws IOException {
        var version = PROJECT_VERSION.matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        List<String> images = services.values().stream()
                .map(service -> withDefaults(service.get("image").asText()))
                .distinct()
                .toList();

        assertThat(images)
                .contains("evergreen/evergreen:" + version.group(1), "evergreen/flink:" + version.group(1))
                .allMatch(image -> image.matches(".+:v?\\d.*"));
    }

    @Test
    void runsNothingAsRootAndBoundsEachMemory() {
        assertThat(services).allSatisfy((_, service) -> {
            assertThat(service.path("user").asText()).matches("[1-9]\\d*:\\d+");
            assertThat(service.path("privileged").isMissingNode()).isTrue();
            assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
            assertThat(service.path("mem_limit").asText()).matches("\\d+[mg]");
            assertThat(service.path("restart").asText()).matches("unless-stopped|on-failure:\\d");
        });
    }

    @Test
    void listensOnThisMachineAlone() {
        assertThat(services.values().stream().flatMap(service -> texts(service.path("ports")).stream()))
                .hasSize(7)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void namesFilesThatAreThereAndVolumesThatAreDeclared() {
        List<String> sources = services.values().stream()
                .flatMap(service -> texts(service.path("volumes")).stream())
                .map(volume -> volume.split(":", 2)[0])
                .distinct()
                .toList();

        assertThat(sources)
                .filteredOn(source -> source.startsWith("."))
                .hasSize(6)
                .allSatisfy(file -> assertThat(FOLDER.resolve(file)).exists());
        assertThat(sources)
                .filteredOn(source -> !source.startsWith("."))
                .allMatch(compose.get("volumes")::has)
                .hasSize(compose.get("volumes").size());
    }

    @Test
    void keepsEachRowOnTwoBrokersAtLeast() {
        for (String broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
            JsonNode environment = services.get(broker).get("environment");
            assertThat(environment.get("KAFKA_NODE_ID").asText()).isEqualTo(broker.substring(6));
            assertThat(environment.get("KAFKA_DEFAULT_REPLICATION_FACTOR").asInt())
                    .isEqualTo(3);
            assertThat(environment
                            .get("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR")
                            .asInt())
                    .isEqualTo(3);
            assertThat(environment.get("KAFKA_MIN_INSYNC_REPLICAS").asInt()).isEqualTo(2);
        }
    }

    @Test
    void holdsNoSecret() {
        assertThat(services.values().stream().flatMap(service -> names(service.path("environment"))))
                .noneMatch(name -> name.matches("(?i).*(password|token|secret).*"));
        assertThat(compose.get("secrets").findValues("file"))
                .extracting(JsonNode::asText)
                .containsExactly("${EVERGREEN_DASHBOARD_TOKEN_FILE:-./dashboard-token}");
    }

    @Test
    void runsAPipelineForWhichItHasTheSlots() throws IOException {
        String file = Files.readString(FOLDER.resolve("compose/electricity.yaml"));

        assertThat(PipelineFile.parse(file, "electricity.yaml"))
                .extracting(Pipeline::nJobs)
                .containsExactly(new NJobs(2));
    }

    @Test
    void letsPrometheusAskEachServiceThatHasFigures() {
        JsonNode jobs = yaml("compose/prometheus.yml").get("scrape_configs");

        assertThat(jobs.findValues("targets").stream().flatMap(targets -> texts(targets).stream()))
                .containsExactly(
                        "ingest:8090", "evaluator:8090", "jobmanager:9249", "taskmanager-1:9249", "taskmanager-2:9249")
                .allMatch(target -> services.containsKey(target.split(":", 2)[0]));
        assertThat(jobs.findValue("credentials_file").asText()).isEqualTo("/run/secrets/dashboard-token");
        assertThat(texts(services.get("prometheus").get("secrets"))).containsExactly("dashboard-token");
    }

    @Test
    void givesGrafanaTheDashboardAndWhereItsFiguresAre() {
        String folder = yaml("compose/grafana/dashboards/evergreen.yaml")
                .at("/providers/0/options/path")
                .asText();

        assertThat(texts(services.get("grafana").get("volumes")))
                .contains("../grafana/evergreen.json:%s/evergreen.json:ro".formatted(folder));
        assertThat(yaml("compose/grafana/datasources/prometheus.yaml")
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("http://prometheus:9090");
    }

    private static String withDefaults(String text) {
        return DEFAULT.matcher(text).replaceAll("$1");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<String> names(JsonNode map) {
        return map.properties().stream().map(Map.Entry::getKey);
    }

    /** With what is said once and merged into several places. */
    private static JsonNode yaml(String file) {
        try (var reader = Files.newBufferedReader(FOLDER.resolve(file))) {
            return new ObjectMapper()
                    .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
