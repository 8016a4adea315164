package dev.evergreen.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evergreen.infra.embedded.BuiltTrainer;
import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.ChampionTopics;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Search;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** All of it in containers: locked as far as the images promise, and then ended in every way that containers are. */
@Tag("containers")
@ExtendWith(NeedsDocker.class)
@Timeout(600)
class ClusterInContainersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Long> ENDED = List.of(0L, 143L);

    /** On a busy machine with 239: Flink gives itself five seconds, and then no more. */
    private static final List<Long> FLINK_ENDED = List.of(0L, 143L, 239L);

    private static final int EVERY_ROWS = 400;
    private static final int ALL = 2 * EVERY_ROWS + 100;

    @TempDir
    private Path folder;

    /** A window that all rows fit into, and a search long enough to be interrupted. */
    private final ExampleStream stream = longSearches(ExampleStream.of("boxed", "boxed", EVERY_ROWS, 3 * EVERY_ROWS));

    @Test
    void trainsAnswersAndGoesOnAfterEachOfItsContainersHasEnded() throws Exception {
        BuiltTrainer.jar();
        try (var cluster = new ContainerCluster(Images.build(), folder, stream.pipeline())) {
            cluster.start();
            for (GenericContainer<?> container : cluster.own()) {
                assertThat(container.execInContainer("id", "-u").getStdout().strip())
                        .isEqualTo("10001");
            }

            for (GenericContainer<?> flink : cluster.flink()) {
                assertFlinkCanEnd(flink);
            }

            assertThat(cluster.submit().get("slots").asInt()).isEqualTo(2);
            assertThat(cluster.flink(URI.create("/taskmanagers"))
                            .get("taskmanagers")
                            .findValues("freeSlots"))
                    .extracting(JsonNode::asInt)
                    .containsExactly(0, 0);

            KafkaConnection kafka = cluster.kafka();
            stream.sendFeaturesAndLabels(kafka, 0, EVERY_ROWS);
            await(cluster, () -> champion(kafka) == 1);

            stream.sendFeaturesAndLabels(kafka, EVERY_ROWS, 2 * EVERY_ROWS);
            killInMidSearch(cluster, kafka);
            await(cluster, () -> stream.models(kafka).size() == 2);
            assertEachRoundHasOneWinner(kafka);

            for (GenericContainer<?> part : List.of(cluster.ingest, cluster.evaluator)) {
                assertThat(ContainerCluster.stop(part)).as(part::getLogs).isIn(ENDED);
                ContainerCluster.startAgain(part);
            }
            stream.sendFeaturesAndLabels(kafka, 2 * EVERY_ROWS, ALL);
            assertAllIsAnsweredOnce(kafka);

            for (GenericContainer<?> part : List.of(cluster.ingest, cluster.evaluator)) {
                assertThat(ContainerCluster.stop(part)).as(part::getLogs).isIn(ENDED);
            }
            for (GenericContainer<?> flink : cluster.flink()) {
                assertThat(ContainerCluster.stop(flink)).as(flink::getLogs).isIn(FLINK_ENDED);
            }
        }
    }

    /** Before Flink's own class there is ours: decision 010. */
    private static void assertFlinkCanEnd(GenericContainer<?> flink) throws Exception {
        assertThat(flink.execInContainer("cat", "/proc/1/cmdline").getStdout().split("\0"))
                .contains("/opt/flink/first:/opt/flink/lib/*");
        assertThat(flink.execInContainer("ls", "/opt/flink/first/org/apache/flink/core/security")
                        .getStdout()
                        .strip())
                .isEqualTo("FlinkSecurityManager.class");
    }

    /** A TaskManager, which is started again as who runs containers does. */
    private void killInMidSearch(ContainerCluster cluster, KafkaConnection kafka) throws Exception {
        await(cluster, () -> cluster.files("windows/boxed").stream().anyMatch(file -> file.startsWith("round-2-")));
        GenericContainer<?> killed = cluster.taskManagers.getLast();
        ContainerCluster.kill(killed);
        assertThat(stream.models(kafka)).hasSize(1);
        await(cluster, () -> !exceptions(cluster).isEmpty());
        ContainerCluster.startAgain(killed);
    }

    private static JsonNode exceptions(ContainerCluster cluster) throws Exception {
        String job = cluster.flink(URI.create("/jobs")).at("/jobs/0/id").asText();
        return cluster.flink(URI.create("/jobs/%s/exceptions".formatted(job))).at("/exceptionHistory/entries");
    }

    private long champion(KafkaConnection kafka) {
        return new ChampionTopics(kafka)
                .lineup(stream.pipeline())
                .map(lineup -> lineup.champion())
                .orElse(0L);
    }

    private void assertEachRoundHasOneWinner(KafkaConnection kafka) throws Exception {
        assertThat(stream.models(kafka)).extracting(ModelManifest::round).containsExactly(1L, 2L);
        assertThat(stream.models(kafka))
                .extracting(model -> model.window().rows())
                .containsExactly(EVERY_ROWS, 2 * EVERY_ROWS);
        assertThat(Topic.readToEnd(kafka, stream.pipeline().topics().searches()))
                .extracting(
                        record -> Json.read(record.value(), SearchResult.class).round())
                .containsExactly(1L, 2L);
    }

    private void assertAllIsAnsweredOnce(KafkaConnection kafka) {
        List<String> ids = IntStream.range(0, ALL).mapToObj(ExampleStream::id).toList();
        List<Prediction> predictions = read(kafka, stream.pipeline().topics().predictions(), Prediction.class);
        List<Evaluation> evaluations = read(kafka, stream.pipeline().topics().evaluations(), Evaluation.class);
        assertThat(predictions).extracting(Prediction::id).containsExactlyElementsOf(ids);
        assertThat(predictions.subList(EVERY_ROWS, ALL)).allMatch(Prediction::scored);
        assertThat(evaluations).extracting(Evaluation::id).containsExactlyElementsOf(ids);
        assertThat(evaluations.getLast().overall().accuracy().orElseThrow()).isGreaterThan(0.8);
    }

    private static <T> List<T> read(KafkaConnection kafka, String topic, Class<T> type) {
        return Topic.read(kafka, topic, PATIENCE, records -> records.size() >= ALL).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }

    private static void await(ContainerCluster cluster, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as(cluster::logs).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static ExampleStream longSearches(ExampleStream stream) {
        Search search = stream.pipeline().search();
        var forests = new CandidateGrid(
                "random-forest",
                Map.of("max_depth", List.of(ParameterValue.of(4), ParameterValue.of(10))),
                Map.of("n_estimators", ParameterValue.of(300)));
        return new ExampleStream(stream.pipeline()
                .withSearch(
                        new Search(List.of(forests), search.cv(), search.scoring(), search.refit(), search.seed())));
    }
}
