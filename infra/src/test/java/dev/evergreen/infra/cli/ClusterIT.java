package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.embedded.BuiltTrainer;
import dev.evergreen.infra.embedded.EmbeddedFlink;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.process.Ports;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.flink.KafkaEdges;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager, two TaskManagers and their ZooKeeper as processes, and the trainer's jar on them. */
@Timeout(600)
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(500);
    private static final int EVERY_ROWS = 400;
    private static final int BETWEEN = EVERY_ROWS + 150;
    private static final int ROUNDS = 5;

    /** Of the processes, as they are reported. */
    private static final int JOB_MANAGER = 1;

    @TempDir
    private Path folder;

    @Test
    void goesOnThroughANewSubmissionKilledProcessesAndItsOwnEnd() throws Exception {
        BuiltTrainer.jar();
        List<ProcessHandle> others = children();
        List<ProcessHandle> processes = new ArrayList<>();
        int port = Ports.free();
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            // A window that all rows fit into: its offsets tell whether one was lost or read twice.
            ExampleStream stream = stream("real");
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

                killInRound(3, processes.getLast(), "TaskManager 2 (pid", stream, connection, cluster);
                killInRound(4, processes.get(JOB_MANAGER), "JobManager (pid", stream, connection, cluster);
                processes.addAll(children());
            }
            assertThat(cluster.exitCode()).as(cluster::err).isZero();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(others).containsAll(children());

            stream.sendLabeled(connection, (ROUNDS - 1) * EVERY_ROWS, ROUNDS * EVERY_ROWS);
            try (var again = cluster(port)) {
                awaitModels(stream, connection, again, ROUNDS);
            }
            assertEachRoundHasOneWinner(stream, connection);
            assertThat(stream.models(connection))
                    .extracting(ModelManifest::artifactSha256)
                    .isEqualTo(undisturbed(connection));
        }
    }

    /** Kills a process in the middle of a search, and waits for the winner. */
    private void killInRound(
            int round,
            ProcessHandle process,
            String name,
            ExampleStream stream,
            KafkaConnection connection,
            Running cluster)
            throws Exception {
        stream.sendLabeled(connection, (round - 1) * EVERY_ROWS, round * EVERY_ROWS);
        awaitStartOfRound(round, stream);
        process.destroyForcibly();
        cluster.awaitNote(name + " " + process.pid() + ") ended with exit code 137");
        awaitModels(stream, connection, cluster, round);
    }

    /** The winners of the same rows in one process that nothing happens to. */
    private List<String> undisturbed(KafkaConnection connection) throws Exception {
        ExampleStream stream = stream("undisturbed");
        stream.createTopics(connection);
        var client = new Properties();
        client.putAll(connection.clientProperties());
        String windows = folder.resolve("undisturbed").toUri().toString();
        var spec = TrainerSpec.of(List.of(stream.pipeline()), 2, windows);
        try (var _ = EmbeddedFlink.start(
                "undisturbed", folder, CHECKPOINT_EVERY, env -> KafkaEdges.define(env, spec, client))) {
            for (int round = 1; round <= ROUNDS; round++) {
                int rounds = round;
                stream.sendLabeled(connection, (round - 1) * EVERY_ROWS, round * EVERY_ROWS);
                Topic.read(connection, stream.pipeline().topics().searches(), PATIENCE, all -> all.size() >= rounds);
            }
        }
        return stream.models(connection).stream()
                .map(ModelManifest::artifactSha256)
                .toList();
    }

    private static ExampleStream stream(String prefix) {
        return ExampleStream.of("real", prefix, EVERY_ROWS, ROUNDS * EVERY_ROWS);
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
        List<Integer> rows =
                IntStream.rangeClosed(1, ROUNDS).mapToObj(r -> r * EVERY_ROWS).toList();
        List<Long> rounds = LongStream.rangeClosed(1, ROUNDS).boxed().toList();
        assertThat(models).extracting(ModelManifest::round).isEqualTo(rounds);
        assertThat(models)
                .extracting(model -> model.window().offsets())
                .isEqualTo(rows.stream().map(n -> upTo(stream, n)).toList());
        assertThat(models).extracting(model -> model.window().rows()).isEqualTo(rows);
        assertThat(Topic.readToEnd(connection, stream.pipeline().topics().searches()))
                .extracting(
                        record -> Json.read(record.value(), SearchResult.class).round())
                .isEqualTo(rounds);
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
        assertThat(handles).hasSize(4);
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
}
