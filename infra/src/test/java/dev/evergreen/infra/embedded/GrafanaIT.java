package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.evergreen.infra.dashboard.Dashboard;
import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import dev.evergreen.infra.embedded.Exposition.Sample;
import dev.evergreen.infra.embedded.Parts.Part;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.process.Ports;
import dev.evergreen.trainer.flink.KafkaEdges;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard for Grafana, the alerts for Prometheus and the guide to metrics against what both engines really answer. */
class GrafanaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 300;
    private static final Path DASHBOARD = Path.of("grafana", "evergreen.json");
    private static final Path ALERTS = Path.of("grafana", "alerts.yaml");
    private static final Path README = Path.of("README.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:kafka|flink|jvm|process)_\\w+");
    private static final Pattern FILTERED = Pattern.compile("(\\w+)\\{(\\w+)=~?\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\) \\((?:(?:rate|increase)\\()?(\\w+)");
    private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|");
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final String ROUNDS = OPERATOR + "pipeline_rounds";

    private final ExampleStream stream = ExampleStream.of("power-grid.eu", "grid", ROWS, ROWS);

    @TempDir
    private Path folder;

    @Test
    void eachMetricOfTheFilesIsThereWithTheLabelsThatItIsAskedBy() throws Exception {
        List<String> asked = expressions();
        Set<String> metrics = asked.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(metrics).hasSizeGreaterThan(35);
        metrics.addAll(explained());

        var answered = new ArrayList<Sample>();
        whileBothAnswer(ports -> {
            for (int port : ports) {
                answered.addAll(Exposition.scrape(port).samples());
            }
        });

        assertThat(answered).extracting(Sample::name).containsAll(metrics);
        for (String expression : asked) {
            FILTERED.matcher(expression)
                    .results()
                    .forEach(filter -> assertLabelled(answered, filter.group(1), filter.group(2)));
            GROUPED.matcher(expression)
                    .results()
                    .forEach(group -> Stream.of(group.group(1).split(", *", -1))
                            .filter(label -> !label.equals("instance"))
                            .forEach(label -> assertLabelled(answered, group.group(2), label)));
        }
    }

    @Test
    void aPrometheusAnswersEachQueryOfTheDashboardAndUnderstandsEachRule() throws Exception {
        var program = Prometheus.find();
        assumeTrue(program.isPresent(), "no Prometheus on this machine: no query is asked");
        List<String> queries = panels().stream()
                .map(query -> query.replace("$__rate_interval", "10s").replace("$pipeline", ".*"))
                .toList();
        assertThat(queries).hasSizeGreaterThan(35);

        whileBothAnswer(ports -> {
            try (var prometheus = Prometheus.start(program.get(), folder.resolve("prometheus"), ALERTS, ports)) {
                for (String query : queries) {
                    awaitAnswer(prometheus, query);
                }
                // By then each was evaluated several times: once a second.
                assertThat(prometheus.rules())
                        .hasSameSizeAs(new ObjectMapper(new YAMLFactory())
                                .readTree(ALERTS.toFile())
                                .findValues("expr"))
                        .allSatisfy(rule -> assertThat(rule.get("health").asText())
                                .as("%s", rule)
                                .isEqualTo("ok"));
            }
        });
    }

    /** What only looks at what has gone wrong may answer with nothing. */
    private static void awaitAnswer(Prometheus prometheus, String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (!prometheus.query(query).isEmpty() || query.endsWith("> 0")) {
                return;
            }
            assertThat(System.nanoTime()).as("no answer to %s", query).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static List<String> panels() throws Exception {
        return new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValues("expr").stream()
                        .map(JsonNode::asText)
                        .toList();
    }

    private static void assertLabelled(List<Sample> answered, String metric, String label) {
        assertThat(answered)
                .filteredOn(sample -> sample.name().equals(metric))
                .as("%s by %s", metric, label)
                .anySatisfy(sample -> assertThat(sample.labels()).containsKey(label));
    }

    /** All of PromQL that stands in the files. */
    private static List<String> expressions() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        JsonNode alerts = new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile());
        var all = new ArrayList<>(panels());
        dashboard.get("templating").findValues("query").forEach(query -> all.add(query.asText()));
        alerts.findValues("expr").forEach(expression -> all.add(expression.asText()));
        return all;
    }

    /** Those of the guide's table, which leaves out how most of Flink's begin. */
    private static List<String> explained() throws Exception {
        String guide = Files.readString(README)
                .split("### What each metric means", 2)[1]
                .split("\\*\\*Alerts", 2)[0];
        List<String> names = EXPLAINED
                .matcher(guide)
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ", -1)))
                .map(name -> METRIC.matcher(name).matches() ? name : OPERATOR + name)
                .toList();
        assertThat(names).hasSizeGreaterThan(35);
        return names;
    }

    /** What is done with the ports at which both engines have figures. */
    private interface Look {
        void at(List<Integer> ports) throws Exception;
    }

    /** After a round whose model has answered. */
    private void whileBothAnswer(Look look) throws Exception {
        int port = Ports.free();
        try (var kafka = EmbeddedKafka.start();
                var metrics = Dashboard.open(metricsAlone(), List.of(stream.pipeline()))) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            stream.createTopics(connection);
            try (var parts = Parts.start(
                            EnumSet.of(Part.INGEST, Part.EVALUATOR),
                            List.of(stream.pipeline()),
                            connection,
                            folder.resolve("streams"),
                            Duration.ofSeconds(1),
                            (_, _) -> {});
                    var _ = metrics.follow(connection, parts.streamsApps(), parts::trouble);
                    var cluster = new LocalCluster();
                    var env = cluster.environment(flink(port))) {
                KafkaEdges.define(env, spec(), client(connection));
                JobClient job = env.executeAsync("grafana");
                stream.sendFeaturesAndLabels(connection, 0, ROWS);
                await(port);
                look.at(List.of(port, metrics.address().orElseThrow().getPort()));
                job.cancel().get();
            }
        }
    }

    /** Until a round is over, and what is measured of it stands beside it. */
    private static void await(int port) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = Exposition.scrape(port);
            if (answer.named(ROUNDS).stream().anyMatch(sample -> sample.value() >= 1)
                    && !answer.named(ROUNDS.replace("rounds", "lastRoundEfficiency"))
                            .isEmpty()
                    && !answer.named("flink_jobmanager_job_lastCheckpointDuration")
                            .isEmpty()) {
                return;
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static DashboardOptions metricsAlone() {
        return new DashboardOptions(
                Served.METRICS, "127.0.0.1", InetAddress.getLoopbackAddress(), Optional.of(0), Optional.empty());
    }

    private TrainerSpec spec() {
        return TrainerSpec.of(
                List.of(stream.pipeline()), 2, folder.resolve("windows").toUri().toString());
    }

    private static Properties client(KafkaConnection kafka) {
        var client = new Properties();
        client.putAll(kafka.clientProperties());
        return client;
    }

    private Configuration flink(int port) {
        var configuration = new Configuration();
        configuration.setString("metrics.reporters", "prom");
        configuration.setString("metrics.reporter.prom.factory.class", PrometheusReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
        configuration.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return configuration;
    }
}
