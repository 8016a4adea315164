package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.embedded.BuiltTrainer;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager and two TaskManagers as processes, and the trainer's jar on them. */
@Timeout(420)
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVERY_ROWS = 400;
    private static final int BETWEEN = EVERY_ROWS + 150;

    @TempDir
    private Path folder;

    @Test
    void goesOnThroughANewSubmissionAndAKilledTaskManager() throws Exception {
        BuiltTrainer.jar();
        List<ProcessHandle> others = children();
        List<ProcessHandle> processes = new ArrayList<>();
        int port = freePort();
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            // A window that all rows fit into: its offsets tell whether one was lost or read twice.
            ExampleStream stream = ExampleStream.of("real", "real", EVERY_ROWS, 3 * EVERY_ROWS);
            stream.createTopics(connection);
            stream.sendLabeled(connection, 0, EVERY_ROWS);
            var cluster = cluster(port);
            try (cluster) {
                cluster.awaitNote("running; Ctrl-C ends all of them");
                processes.addAll(processes(cluster));

                JsonNode first = submit(stream, kafka, port, "1");
                awaitModels(stream, connection, cluster, 1);
                stream.sendLabeled(connection, EVERY_ROWS, BETWEEN);
                JsonNode second = submit(stream, kafka, port, "-1");
                stream.sendLabeled(connection, BETWEEN, 2 * EVERY_ROWS);
                awaitModels(stream, connection, cluster, 2);

                assertThat(first.get("slots").asInt()).isEqualTo(1);
                assertThat(first.has("savepoint")).isFalse();
                assertThat(second.get("slots").asInt()).isEqualTo(2);
                assertThat(second.get("savepoint").asText())
                        .startsWith(folder.resolve("flink/savepoints")
                                .toUri()
                                .toString()
                                .replace("///", "/"));

                stream.sendLabeled(connection, 2 * EVERY_ROWS, 3 * EVERY_ROWS);
                awaitStartOfRound(3, stream);
                processes.getLast().destroyForcibly();
                cluster.awaitNote("ended with exit code 137");
                awaitModels(stream, connection, cluster, 3);
                processes.addAll(children());
            }
            assertThat(cluster.exitCode()).as(cluster::err).isZero();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(others).containsAll(children());
            assertEachRoundHasOneWinner(stream, connection);
        }
    }

    @Test
    void saysThatAPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var cluster = cluster(taken.getLocalPort())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (cluster.exitCode() < 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }

            assertThat(cluster.exitCode()).isEqualTo(2);
            assertThat(cluster.err().lines().toList())
                    .last()
                    .isEqualTo("evergreen: --port: %d is in use; name a free one".formatted(taken.getLocalPort()));
        }
    }

    private void assertEachRoundHasOneWinner(ExampleStream stream, KafkaConnection connection) throws Exception {
        List<ModelManifest> models = stream.models(connection);
        assertThat(models).extracting(ModelManifest::round).containsExactly(1L, 2L, 3L);
        assertThat(models)
                .extracting(model -> model.window().offsets())
                .containsExactly(upTo(stream, EVERY_ROWS), upTo(stream, 2 * EVERY_ROWS), upTo(stream, 3 * EVERY_ROWS));
        assertThat(models)
                .extracting(model -> model.window().rows())
                .containsExactly(EVERY_ROWS, 2 * EVERY_ROWS, 3 * EVERY_ROWS);
        assertThat(Topic.readToEnd(connection, stream.pipeline().topics().searches()))
                .extracting(
                        record -> Json.read(record.value(), SearchResult.class).round())
                .containsExactly(1L, 2L, 3L);
    }

    private static List<OffsetRange> upTo(ExampleStream stream, int rows) {
        return List.of(new OffsetRange(stream.pipeline().topics().labeled(), 0, 0, rows - 1));
    }

    private Running cluster(int port) {
        return new Running(
                "cluster",
                "start",
                "--task-managers",
                "2",
                "--port",
                Integer.toString(port),
                "--memory",
                "256",
                "--dir",
                folder.resolve("flink").toString(),
                "--json");
    }

    private static List<ProcessHandle> processes(Running cluster) throws IOException {
        var handles = new ArrayList<ProcessHandle>();
        for (JsonNode process : new ObjectMapper().readTree(cluster.out()).get("processes")) {
            handles.add(ProcessHandle.of(process.get("pid").asLong()).orElseThrow());
        }
        assertThat(handles).hasSize(3);
        return handles;
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private JsonNode submit(ExampleStream stream, EmbeddedKafka kafka, int port, String nJobs) throws Exception {
        Path file = folder.resolve("real.yaml");
        Files.writeString(file, PipelineFile.write(stream.pipeline()));
        var ran = CommandLineHarness.run(
                Services.standard(),
                "submit",
                "--pipeline",
                file.toString(),
                "--flink",
                "http://localhost:" + port,
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--snapshots",
                folder.resolve("windows").toString(),
                "--n-jobs",
                nJobs,
                "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    private void awaitModels(ExampleStream stream, KafkaConnection connection, Running cluster, int count)
            throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stream.models(connection).size() < count) {
            assertThat(System.nanoTime()).as(() -> cluster.err() + logs()).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    /** The window's file is there from the round's start until its result has come back from Kafka. */
    private void awaitStartOfRound(int round, ExampleStream stream) throws Exception {
        Path windows = folder.resolve("windows").resolve(stream.pipeline().name());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var files = Files.list(windows)) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith("round-" + round + "-"))) {
                    return;
                }
            }
            assertThat(System.nanoTime()).as(this::logs).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private String logs() {
        var text = new StringBuilder();
        try (var files = Files.list(folder.resolve("flink/log"))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                text.append(file).append(System.lineSeparator());
                lines.subList(Math.max(0, lines.size() - 60), lines.size())
                        .forEach(line -> text.append(line).append(System.lineSeparator()));
            }
        } catch (IOException unreadable) {
            text.append(unreadable);
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
