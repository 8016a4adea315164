package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.Exposition.Sample;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.process.Ports;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.trainer.flink.KafkaEdges;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's own Prometheus reporter on a running job, against the tables in the trainer's README. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 300;
    /** Three folds cannot be made of them: the round fails. */
    private static final int TOO_FEW = 3;

    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final String ROUND = OPERATOR + "pipeline_";
    private static final Path README = Path.of("..", "trainer", "README.md");
    private static final Pattern SETTING = Pattern.compile("(?m)^ {4}(metrics\\.\\S+): (\\S+)$");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private final ExampleStream good = ExampleStream.of("power-grid.eu", "good", ROWS, ROWS);
    private final ExampleStream bad = ExampleStream.of("too-few", "bad", TOO_FEW, TOO_FEW);

    @TempDir
    private Path folder;

    @Test
    void theReporterAnswersWithEachMetricOfTheReadmeAndNoOther() throws Exception {
        List<String> ofFits = documented("Of fits,");
        List<String> ofRounds = documented("Of rounds,");
        int port = Ports.free();
        try (var kafka = EmbeddedKafka.start();
                var cluster = new LocalCluster();
                var env = cluster.environment(configuration(port))) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            good.createTopics(connection);
            bad.createTopics(connection);
            KafkaEdges.define(env, spec(), client(connection));
            JobClient job = env.executeAsync("prometheus");
            good.sendLabeled(connection, 0, ROWS);
            bad.sendLabeled(connection, 0, TOO_FEW);

            await(port, PrometheusIT::bothHaveHadARound);
            // Again: a reporter lists its metrics before it reads them, so that figures may come after the counter.
            Exposition answer = Exposition.scrape(port);

            assertThat(names(answer, ROUND + "\\w+")).containsExactlyInAnyOrderElementsOf(prefixed(ROUND, ofRounds));
            assertThat(names(answer, OPERATOR + "(fit[A-Zs]|failedFits)\\w*"))
                    .containsExactlyInAnyOrderElementsOf(prefixed(OPERATOR, ofFits));
            ofFits.forEach(name -> assertThat(answer.named(OPERATOR + name))
                    .as(name)
                    .extracting(PrometheusIT::operatorAndSubtask)
                    .containsExactlyInAnyOrder("fit 0", "fit 1", "refit 0", "refit 1"));
            ofRounds.forEach(name -> assertThat(answer.named(ROUND + name))
                    .as(name)
                    .anySatisfy(sample -> assertThat(sample.labels())
                            .containsEntry("pipeline", "power-grid.eu")
                            .containsEntry("operator_name", "window")));
            assertTellsWhatWasPublished(answer, connection);
            job.cancel().get();
        }
    }

    private void assertTellsWhatWasPublished(Exposition answer, KafkaConnection kafka) {
        var record = Topic.readToEnd(kafka, good.pipeline().topics().searches()).getFirst();
        var cost = Json.read(record.value(), SearchResult.class).resources().orElseThrow();
        assertThat(value(answer, "lastRoundWallSeconds", good)).isEqualTo(cost.wallS());
        assertThat(value(answer, "lastRoundFitCpuSeconds", good)).isEqualTo(cost.cpuS());
        assertThat(value(answer, "lastRoundFitAllocatedBytes", good)).isEqualTo((double) cost.allocatedBytes());
        assertThat(value(answer, "lastRoundPeakHeapBytes", good))
                .isEqualTo((double) cost.peakHeapBytes().orElseThrow());
        assertThat(value(answer, "lastRoundFits", good)).isEqualTo(ExampleStream.FITS);
        assertThat(value(answer, "rounds", good)).isEqualTo(1);
        assertThat(value(answer, "failedRounds", good)).isZero();
        assertThat(value(answer, "failedRounds", bad)).isEqualTo(1);
        assertThat(samples(answer, "lastRoundCostError", bad)).isEmpty();
        assertThat(answer.named(OPERATOR + "fits").stream()
                        .mapToDouble(Sample::value)
                        .sum())
                .isGreaterThanOrEqualTo(ExampleStream.FITS);
    }

    private static boolean bothHaveHadARound(Exposition answer) {
        List<Sample> rounds = answer.named(ROUND + "rounds");
        return rounds.size() == 2 && rounds.stream().allMatch(sample -> sample.value() == 1);
    }

    private static double value(Exposition answer, String metric, ExampleStream stream) {
        List<Sample> samples = samples(answer, metric, stream);
        assertThat(samples).as(metric).hasSize(1);
        return samples.getFirst().value();
    }

    private static List<Sample> samples(Exposition answer, String metric, ExampleStream stream) {
        return answer.named(ROUND + metric).stream()
                .filter(sample ->
                        stream.pipeline().name().equals(sample.labels().get("pipeline")))
                .toList();
    }

    private static String operatorAndSubtask(Sample sample) {
        return sample.labels().get("operator_name") + " " + sample.labels().get("subtask_index");
    }

    private static List<String> names(Exposition answer, String pattern) {
        return answer.samples().stream()
                .map(Sample::name)
                .filter(name -> name.matches(pattern))
                .distinct()
                .toList();
    }

    private static List<String> prefixed(String prefix, List<String> names) {
        return names.stream().map(name -> prefix + name).toList();
    }

    /** The first column of the first table behind those words. */
    private static List<String> documented(String words) throws Exception {
        String readme = Files.readString(README);
        String table = readme.split("\n" + words, 2)[1].split("\n\n", 3)[1];
        List<String> names =
                TABLE_ROW.matcher(table).results().map(row -> row.group(1)).toList();
        assertThat(names).hasSizeGreaterThan(5);
        return names;
    }

    private static void await(int port, Predicate<Exposition> enough) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(Exposition.scrape(port))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private TrainerSpec spec() {
        return TrainerSpec.of(
                List.of(good.pipeline(), bad.pipeline()),
                2,
                folder.resolve("windows").toUri().toString());
    }

    private static Properties client(KafkaConnection kafka) {
        var client = new Properties();
        client.putAll(kafka.clientProperties());
        return client;
    }

    /** With the reporter as the README says that it is switched on, but for the port. */
    private Configuration configuration(int port) throws Exception {
        var configuration = new Configuration();
        List<MatchResult> settings =
                SETTING.matcher(Files.readString(README)).results().toList();
        assertThat(settings).hasSize(4);
        settings.forEach(setting -> configuration.setString(setting.group(1), setting.group(2)));
        configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return configuration;
    }
}
