package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.cluster.FlinkDistribution;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.flink.client.cli.CliFrontend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The trainer's jar under Flink's own {@code flink run}, in a process that has what a Flink distribution has and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlinkRunJarIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 400;

    private Path jar = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    void findJar() {
        jar = BuiltTrainer.jar();
    }

    @Test
    void holdsItsLibrariesAndNothingOfFlinkItself() throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.evergreen.trainer.flink.TrainerMain");
            assertThat(names)
                    .contains(
                            "org/apache/flink/connector/kafka/source/KafkaSource.class",
                            "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                            "smile/classification/RandomForest.class",
                            "META-INF/services/org.apache.flink.table.factories.Factory")
                    .noneMatch(name -> name.matches("org/apache/flink/(api|core|runtime|client|configuration|util"
                            + "|streaming/api|streaming/runtime|connector/base)/.*"))
                    .noneMatch(name -> name.matches("(org/slf4j|ch/qos/logback|org/apache/(logging|log4j))/.*"))
                    .noneMatch(name -> name.matches("(org/rocksdb|org/apache/kafka/streams)/.*"));
        }
    }

    @Test
    void publishesAModel() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            ExampleStream stream = ExampleStream.of("packaged", "packaged", ROWS, ROWS);
            stream.createTopics(connection);
            stream.sendLabeled(connection, 0, ROWS);
            Process flink = flinkRun(
                    "--pipeline",
                    Files.writeString(folder.resolve("packaged.yaml"), PipelineFile.write(stream.pipeline()))
                            .toString(),
                    "--bootstrap-servers",
                    kafka.bootstrapServers(),
                    "--snapshots",
                    folder.resolve("windows").toUri().toString(),
                    "--n-jobs",
                    "1");
            try {
                awaitModel(flink, stream, connection);
            } finally {
                end(flink);
            }

            assertThat(stream.models(connection)).singleElement().satisfies(model -> {
                assertThat(model.round()).isEqualTo(1);
                assertThat(model.window().rows()).isEqualTo(ROWS);
                assertThat(model.versions()).containsEntry("smile", "6.3.0");
            });
        }
    }

    @Test
    void saysInOneLineWhatIsWrongWithItsArguments() throws Exception {
        Process flink =
                flinkRun("--pipeline", "none.yaml", "--bootstrap-servers", "localhost:1", "--snapshots", "/tmp/x");

        assertThat(flink.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(flink.exitValue()).isEqualTo(1);
        assertThat(read("output")).isEqualTo("none.yaml: no such file" + System.lineSeparator());
    }

    private void awaitModel(Process flink, ExampleStream stream, KafkaConnection connection) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ModelManifest> models = stream.models(connection);
        while (models.isEmpty()) {
            assertThat(flink.isAlive()).as(this::outputAndLog).isTrue();
            assertThat(System.nanoTime()).as(this::outputAndLog).isLessThan(deadline);
            Thread.sleep(200);
            models = stream.models(connection);
        }
    }

    private Process flinkRun(String... arguments) throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.yaml"), """
                execution.checkpointing.interval: 500ms
                execution.checkpointing.dir: %s
                pipeline.generic-types: false
                rest.port: 0
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
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", ".mvn", "flink-jvm-options").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                configuration + File.pathSeparator + FlinkDistribution.classPath(),
                CliFrontend.class.getName(),
                "run",
                "--target",
                "local",
                jar.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("FLINK_CONF_DIR", configuration.toString());
        return builder.start();
    }

    private String outputAndLog() {
        return read("output") + read("log");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
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
