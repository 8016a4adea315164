package dev.evergreen.infra.cli;

import static dev.evergreen.infra.embedded.SecuredKafka.allow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.SecuredKafka;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client properties for Kubernetes, which name a folder of secrets and hold none, with all parts. */
class SecretFilesIT {
    private static final int ROWS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path PROPERTIES = Path.of("kubernetes", "base", "client.properties");
    private static final String USER = "everybody";
    private static final String PASSWORD = "s3cret-in-a-file";
    private static final ExampleStream STREAM = ExampleStream.of("elec", "files", ROWS, ROWS);

    @TempDir
    private Path folder;

    @Test
    void everyPartReadsItsSecretsFromFiles() throws Exception {
        try (var kafka = SecuredKafka.start(folder)) {
            kafka.scramUser(USER, PASSWORD);
            kafka.allow(List.of(
                    allow(USER, AclOperation.ALL, ResourceType.TOPIC, PatternType.LITERAL, "*"),
                    allow(USER, AclOperation.ALL, ResourceType.GROUP, PatternType.LITERAL, "*"),
                    allow(USER, AclOperation.ALL, ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, "*")));
            STREAM.createTopics(kafka.connection());
            var running = new Running(
                    "run",
                    "--pipeline",
                    Files.writeString(folder.resolve("elec.yaml"), PipelineFile.write(STREAM.pipeline()))
                            .toString(),
                    "--state-dir",
                    folder.resolve("state").toString(),
                    "--bootstrap-servers",
                    kafka.scramServers(),
                    "--properties",
                    properties(kafka).toString(),
                    "--no-dashboard");
            try (running) {
                running.awaitNote("running; Ctrl-C ends it");
                STREAM.sendFeaturesAndLabels(kafka.connection(), 0, ROWS);

                running.awaitNote("elec: the model of round 1 answers");

                assertThat(Topic.read(
                                kafka.connection(),
                                STREAM.pipeline().topics().predictions(),
                                PATIENCE,
                                all -> all.size() >= ROWS))
                        .hasSize(ROWS);
            }
            assertThat(running.exitCode()).isZero();
        }
    }

    /** As they are, but for where the folder is. */
    private Path properties(SecuredKafka kafka) throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("username"), USER);
        Files.writeString(secrets.resolve("password"), PASSWORD);
        Files.writeString(secrets.resolve("ca.crt"), kafka.certificate());
        return Files.writeString(
                folder.resolve("client.properties"),
                Files.readString(PROPERTIES).replace("/etc/evergreen/kafka", secrets.toString()));
    }
}
