package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.cluster.FlinkDistribution;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.ingest.pipeline.Search;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trainer's jar on a cluster that outlives it: cancelled, it leaves no class loader and no thread behind. */
@Timeout(300)
class RedeployIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int DEPLOYMENTS = 3;
    private static final int ROWS = 400;

    /** Of our own, of Kafka's clients, and of Flink for the tasks of a job. */
    private static final Pattern THREADS_OF_THE_JOB = Pattern.compile(
            "fit-\\d+|fit-time-limit|pressure-sampler|(?i:.*kafka.*)|.*evergreen.*|.*Source.*|.*(window|search|publish|fit).*");

    @TempDir
    private Path folder;

    @Test
    void leavesNoClassLoaderAndNoThreadBehind() throws Exception {
        Path jar = BuiltTrainer.jar();
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            ExampleStream stream = ExampleStream.of("again", "again", ROWS, ROWS);
            stream.createTopics(connection);
            stream.sendLabeled(connection, 0, ROWS);
            Process process = sessionCluster(jar, stream, kafka.bootstrapServers());
            try (var words = process.outputWriter(StandardCharsets.UTF_8);
                    var answers = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                var cluster = new Session(words, answers);
                for (int deployed = 1; deployed <= DEPLOYMENTS; deployed++) {
                    cluster.say("submit");
                    awaitModels(stream, connection, deployed);
                    // Both are what a job has while it runs, so that nothing left means something.
                    Alive running = cluster.look();
                    assertThat(running.loaders()).isPositive();
                    assertThat(running.threads()).contains("fit-0", "fit-time-limit", "pressure-sampler");
                    assertThat(running.threads()).anyMatch(name -> name.startsWith("kafka-producer-network-thread"));
                    cluster.say("cancel");
                }
                assertThat(afterAWhile(cluster)).isEqualTo(new Alive(0, List.of()));
            } finally {
                end(process);
            }
        }
    }

    /** Flink lets go of a job some time after it has ended. */
    private static Alive afterAWhile(Session cluster) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Alive alive = cluster.look();
        while (!alive.equals(new Alive(0, List.of())) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            alive = cluster.look();
        }
        return alive;
    }

    /** What there is of a job. */
    private record Alive(long loaders, List<String> threads) {}

    /** The other side of {@link SessionCluster}. */
    private record Session(Writer words, BufferedReader answers) {

        List<String> say(String word) throws IOException {
            words.write(word + "\n");
            words.flush();
            var said = new ArrayList<String>();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals(SessionCluster.ANSWER + word)) {
                    return said;
                }
                said.add(line);
            }
            throw new AssertionError("the cluster ended at '%s' and said %s".formatted(word, said));
        }

        Alive look() throws IOException {
            long loaders = 0;
            var threads = new ArrayList<String>();
            for (String line : say("look")) {
                String said = line.substring(SessionCluster.ANSWER.length());
                if (said.startsWith(SessionCluster.LOADERS)) {
                    loaders = Long.parseLong(said.substring(SessionCluster.LOADERS.length()));
                } else if (THREADS_OF_THE_JOB
                        .matcher(said.substring(SessionCluster.THREAD.length()))
                        .matches()) {
                    threads.add(said.substring(SessionCluster.THREAD.length()));
                }
            }
            return new Alive(loaders, threads);
        }
    }

    private void awaitModels(ExampleStream stream, KafkaConnection connection, int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stream.models(connection).size() < count) {
            assertThat(System.nanoTime()).as(this::log).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private Process sessionCluster(Path jar, ExampleStream stream, String bootstrapServers) throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.yaml"), """
                execution.checkpointing.interval: 500ms
                execution.checkpointing.dir: %s
                pipeline.generic-types: false
                """.formatted(
                        folder.resolve("checkpoints").toUri()));
        Files.writeString(configuration.resolve("logback.xml"), """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>%%level %%logger - %%msg%%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="file"/></root>
                </configuration>
                """.formatted(folder.resolve("log")));
        Path pipeline = Files.writeString(folder.resolve("again.yaml"), PipelineFile.write(limited(stream.pipeline())));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("..", ".mvn", "flink-jvm-options").toAbsolutePath(),
                        "-XX:TieredStopAtLevel=1",
                        // What is held softly is given up when memory is short: here at once.
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                configuration.toString(),
                                itsClasses().toString(),
                                FlinkDistribution.classPath()),
                        SessionCluster.class.getName(),
                        jar.toString(),
                        "--pipeline",
                        pipeline.toString(),
                        "--bootstrap-servers",
                        bootstrapServers,
                        "--snapshots",
                        folder.resolve("windows").toUri().toString())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("FLINK_CONF_DIR", configuration.toString());
        return builder.start();
    }

    /** With a limit that no fit comes near: what watches it is a thread. */
    private static Pipeline limited(Pipeline pipeline) {
        Search s = pipeline.search();
        return pipeline.withSearch(new Search(
                s.candidates(),
                s.cv(),
                s.scoring(),
                s.refit(),
                s.seed(),
                Optional.of(Duration.ofHours(1)),
                s.nested(),
                s.halving(),
                s.windows()));
    }

    /** A folder with {@link SessionCluster} alone. */
    private Path itsClasses() throws IOException {
        Path classes = folder.resolve("classes");
        String name = SessionCluster.class.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (var compiled = SessionCluster.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(compiled, file);
        }
        return classes;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("errors")) + Files.readString(folder.resolve("log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
