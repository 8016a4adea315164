package dev.evergreen.infra.cli;

import static dev.evergreen.infra.embedded.SecuredKafka.allow;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.ExampleStream;
import dev.evergreen.infra.embedded.SecuredKafka;
import dev.evergreen.infra.embedded.Topic;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts as users of their own on a Kafka that encrypts and allows each no more than SECURITY.md says. */
class SecuredKafkaIT {
    private static final int FIRST = 300;
    private static final int ALL = 320;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PASSWORD = "s3cret-of-a-part";
    private static final ExampleStream STREAM = ExampleStream.of("elec", "secured", FIRST, 400);

    @TempDir
    private Path folder;

    /** What a part may, as SECURITY.md lists it. */
    private record Rights(String part, List<String> reads, List<String> writes, List<AclOperation> ownTopics) {
        List<AclBinding> acls() {
            String id = "evergreen-%s-elec".formatted(part);
            return Stream.of(
                            reads.stream().map(t -> literal(READ, t)),
                            writes.stream().map(t -> literal(WRITE, t)),
                            ownTopics.stream().map(o -> allow(part, o, TOPIC, PatternType.PREFIXED, id + "-")),
                            Stream.of(
                                    allow(part, READ, GROUP, PatternType.LITERAL, id),
                                    allow(part, WRITE, TRANSACTIONAL_ID, PatternType.PREFIXED, id + "-")))
                    .flatMap(acls -> acls)
                    .toList();
        }

        private AclBinding literal(AclOperation operation, String topic) {
            return allow(part, operation, TOPIC, PatternType.LITERAL, "secured." + topic);
        }
    }

    private static final Rights INGEST = new Rights(
            "ingest", List.of("features", "labels"), List.of("labeled", "rejected"), List.of(CREATE, READ, WRITE));
    private static final Rights EVALUATOR = new Rights(
            "evaluator",
            List.of("features", "labeled", "control", "models", "champions"),
            List.of("predictions", "evaluations", "champions", "model-events", "drift", "control"),
            List.of(CREATE, READ, WRITE, DELETE));
    private static final Rights TRAINER = new Rights(
            "trainer",
            List.of("labeled", "control", "searches"),
            List.of("models", "searches", "resource-metrics", "rejected"),
            List.of());

    @Test
    void eachPartWorksWithItsRightsAloneAndSaysWhichIsMissing() throws Exception {
        try (var kafka = SecuredKafka.start(folder, "evaluator")) {
            STREAM.createTopics(kafka.connection());
            var parts = List.of(
                    part(INGEST, kafka.scramServers(), kafka.scramUser("ingest", PASSWORD)),
                    part(EVALUATOR, kafka.mtlsServers(), kafka.mtlsProperties("evaluator")),
                    part(TRAINER, kafka.scramServers(), kafka.scramUser("trainer", PASSWORD)));
            for (Rights rights : List.of(INGEST, EVALUATOR, TRAINER)) {
                kafka.allow(rights.acls());
            }
            for (Part part : parts) {
                // The topics that it makes for itself are not there yet.
                assertMissing(kafka, part, acl -> acl.entry().operation() == CREATE);
            }
            aRowPassesThroughAll(kafka, parts);
            for (Part part : parts) {
                assertMissing(kafka, part, acl -> acl.entry().operation() != CREATE);
            }
            wrongPasswordIsOneLineWithoutThePassword(kafka);
        }
    }

    private record Part(Rights rights, List<String> arguments) {
        String[] command() {
            return arguments.toArray(String[]::new);
        }
    }

    private Part part(Rights rights, String servers, Path properties) throws Exception {
        Path pipeline = Files.writeString(folder.resolve("elec.yaml"), PipelineFile.write(STREAM.pipeline()));
        return new Part(
                rights,
                List.of(
                        "run",
                        "--pipeline",
                        pipeline.toString(),
                        "--parts",
                        rights.part(),
                        "--state-dir",
                        folder.resolve(rights.part()).toString(),
                        "--bootstrap-servers",
                        servers,
                        "--properties",
                        properties.toString(),
                        "--no-dashboard"));
    }

    private static void aRowPassesThroughAll(SecuredKafka kafka, List<Part> parts) throws Exception {
        var running = new ArrayList<Running>();
        try {
            for (Part part : parts) {
                running.add(new Running(part.command()));
            }
            for (Running one : running) {
                one.awaitNote("running; Ctrl-C ends it");
            }
            STREAM.sendFeaturesAndLabels(kafka.connection(), 0, FIRST);
            running.get(1).awaitNote("elec: the model of round 1 answers");
            STREAM.sendFeaturesAndLabels(kafka.connection(), FIRST, ALL);
            var topics = STREAM.pipeline().topics();
            var last = Topic.read(kafka.connection(), topics.predictions(), PATIENCE, all -> all.size() >= ALL);
            assertThat(Json.read(last.getLast().value(), Prediction.class).round())
                    .hasValue(1L);
            var evaluated = Topic.read(kafka.connection(), topics.evaluations(), PATIENCE, all -> all.size() >= ALL);
            assertThat(Json.read(evaluated.getLast().value(), Evaluation.class)
                            .overall()
                            .rows())
                    .isEqualTo(ALL - FIRST);
        } finally {
            for (Running one : running) {
                one.close();
            }
        }
        assertThat(running).allSatisfy(one -> assertThat(one.exitCode()).isZero());
    }

    private static void assertMissing(SecuredKafka kafka, Part part, Predicate<AclBinding> which) throws Exception {
        for (AclBinding acl : part.rights().acls()) {
            if (which.test(acl)) {
                kafka.takeAway(acl);
                String said = refusal(part.command());
                assertThat(said)
                        .startsWith("evergreen: Kafka at 127.0.0.1:")
                        .contains(" does not let %s ".formatted(part.rights().part()))
                        .contains(acl.pattern().name())
                        .contains("it needs %s on ".formatted(acl.entry().operation()));
                kafka.allow(List.of(acl));
            }
        }
    }

    private void wrongPasswordIsOneLineWithoutThePassword(SecuredKafka kafka) throws Exception {
        Path properties = kafka.scramProperties("ingest", "wr0ng-password");
        String said = refusal(part(INGEST, kafka.scramServers(), properties).command());
        assertThat(said).startsWith("evergreen: Kafka at 127.0.0.1:").contains("uthentication");
        assertThat(said).doesNotContain("wr0ng").doesNotContain(PASSWORD);
    }

    /** What a command that fails says, all that is logged included, but for what it says it is about to do. */
    private static String refusal(String... command) {
        var logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        CommandLineHarness.Ran ran;
        try {
            ran = CommandLineHarness.run(Services.standard(), command);
        } finally {
            System.setErr(before);
        }
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
        List<String> lines =
                ran.err().lines().filter(line -> !line.contains("starting ")).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
