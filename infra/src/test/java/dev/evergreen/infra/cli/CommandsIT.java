package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
    private final CommandLineHarness harness = new CommandLineHarness();
    private final EmbeddedKafka kafka = EmbeddedKafka.start();

    @TempDir
    private Path directory;

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void makesTopicsOnce() throws Exception {
        String file = pipelineFile("once");

        var first = run("topics create --partitions 3 --pipeline " + file);
        var second = run("topics create --json --pipeline " + file);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out().lines().toList()).hasSize(13).first().isEqualTo("once.features          created");
        assertThat(second.out())
                .startsWith("{\"topics\":[{\"name\":\"once.features\",\"created\":false},")
                .doesNotContain("true");
        assertThat(partitions("once.features")).isEqualTo(3);
        assertThat(partitions("once.models")).isEqualTo(1);
    }

    @Test
    void whatWasMadeIsThereForTheNextCommand() throws Exception {
        var admin = new TopicAdmin(KafkaConnection.to(kafka.bootstrapServers()));
        for (int i = 0; i < 20; i++) {
            var pipeline = PipelineFile.load(Path.of(pipelineFile("next-" + i))).getFirst();

            admin.create(pipeline, 1, TopicAdmin.CLUSTERS_REPLICATION);

            admin.require(pipeline.topics().all());
        }
    }

    @Test
    void replaysAFile() throws IOException {
        String file = pipelineFile("elec");
        String csv = Files.writeString(directory.resolve("elec.csv"), "a,y\n1.5,p\n2.5,q\n3.5,q\n")
                .toString();
        var created = run("topics create --partitions 1 --pipeline " + file);
        assertThat(created.exitCode()).as(created.err()).isZero();

        var ran = run("replay %s --label-delay 1 --json --pipeline %s".formatted(csv, file));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("{\"pipeline\":\"elec\",\"features\":3,\"labels\":3,\"records\":6,\"wall_s\":")
                .hasLineCount(1);
        assertThat(ran.err()).contains("sent 3 features and 3 labels to elec.features and elec.labels in ");
        assertThat(read("elec.features", 3))
                .extracting(ConsumerRecord::key)
                .containsExactly("elec-000000000", "elec-000000001", "elec-000000002");
        assertThat(read("elec.labels", 3).getLast().value())
                .isEqualTo("{\"id\":\"elec-000000002\",\"event_time\":\"2020-01-01T01:30:00Z\",\"label\":\"q\"}");
    }

    @Test
    void saysWhichTopicIsMissing() throws IOException {
        String csv = Files.writeString(directory.resolve("none.csv"), "a,y\n1,p\n2,q\n")
                .toString();

        var ran = run("replay %s --label y".formatted(csv));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo(
                        "evergreen: Kafka at %s has no topic 'none.features'; make it with 'evergreen topics create'%n"
                                .formatted(kafka.bootstrapServers()));
    }

    @Test
    void showsCommittedModelsOnly() throws IOException {
        String file = pipelineFile("m");
        var pipeline = PipelineFile.load(Path.of(file)).getFirst();
        run("topics create --partitions 1 --pipeline " + file);
        assertThat(run("models list --pipeline " + file).out()).isEqualTo("no models yet" + System.lineSeparator());
        assertThat(run("models show --pipeline " + file).err())
                .isEqualTo("evergreen: pipeline 'm' has published no model yet" + System.lineSeparator());

        publish(
                pipeline.topics().champions(),
                pipeline,
                Json.write(new Lineup("m", 2, 1, List.of(3L), Optional.empty(), 3)),
                true);
        publish(pipeline.topics().champions(), pipeline, "garbage".getBytes(StandardCharsets.UTF_8), true);
        publish(pipeline, ModelFixture.encoded(pipeline, 1), true);
        publish(pipeline, ModelFixture.encoded(pipeline, 2), false);
        publish(pipeline, "garbage".getBytes(StandardCharsets.UTF_8), true);
        publish(pipeline, ModelFixture.encoded(pipeline, 3), true);

        var list = run("models list --pipeline " + file);
        assertThat(list.out().lines())
                .map(line -> line.replaceAll(" {2,}", " | "))
                .containsExactly(
                        "round | role | learner | params | cv score | rows | bytes | sha256 | trained at",
                        "1 | champion | random-forest | max_depth=6 n_estimators=50 | accuracy 0.8125 | 1,200 | %,d | %s | 2026-03-04T05:06:07Z"
                                .formatted(
                                        ModelFixture.encoded(pipeline, 1).length,
                                        ModelFixture.sha256().substring(0, 12)),
                        "3 | challenger | random-forest | max_depth=6 n_estimators=50 | accuracy 0.8125 | 1,200 | %,d | %s | 2026-03-04T05:06:07Z"
                                .formatted(
                                        ModelFixture.encoded(pipeline, 3).length,
                                        ModelFixture.sha256().substring(0, 12)));
        assertThat(list.err()).contains("partition 0 offset 4: no model: it does not begin with EGMF");
        assertThat(run("models list --json --pipeline " + file).out())
                .startsWith(
                        "{\"pipeline\":\"m\",\"champion\":1,\"challengers\":[3],\"models\":[{\"round\":1,\"learner\":\"random-forest\",")
                .hasLineCount(1);
        assertThat(run("models show --pipeline " + file).out())
                .contains("round             3", "accuracy (refit)  0.8125 +- 0.0625; folds 0.7500 0.8750")
                .contains("out of bag        accuracy 0.8125 on 1,999 rows")
                .contains("trained on        the newest 1,200 of them (since_change)")
                .contains(
                        "embargo auto (of the labels half came within 30 min, 95 % within 1 h, all within 1 h 30 min)")
                .contains("importance        by permutation, out of bag: ");
        assertThat(run("models show --round 1 --json --pipeline " + file).out())
                .contains("\"oob_score\":{\"metric\":\"accuracy\",\"value\":0.8125,\"rows\":1999}")
                .contains("\"permutation_importance\":{\"rows\":\"out_of_bag\",\"features\":{")
                .contains("\"round\":1,", "\"artifact_sha256\":\"" + ModelFixture.sha256() + "\"");
        assertThat(run("models show --round 2 --pipeline " + file).err())
                .endsWith("evergreen: --round: pipeline 'm' has no model of round 2; it has [1, 3]"
                        + System.lineSeparator());
    }

    @Test
    void ordersThatNobodyAnswersSaySo() throws IOException {
        String file = pipelineFile("alone");
        run("topics create --partitions 1 --pipeline " + file);

        var ran = run("models rollback --timeout 1 --pipeline " + file);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo(
                        "evergreen: no evaluator of pipeline 'alone' answered within 1 s; is 'evergreen run' running? "
                                + "The order stays on alone.control and is followed when one starts"
                                + System.lineSeparator());
        assertThat(run("models promote --round -1 --pipeline " + file).err())
                .isEqualTo("evergreen: --round: '-1' is not allowed; allowed: 0 or more" + System.lineSeparator());
        assertThat(run("models rollback --timeout 0 --pipeline " + file).err())
                .isEqualTo("evergreen: --timeout: '0' is not allowed; allowed: 1 or more" + System.lineSeparator());
    }

    @Test
    void saysWhenNoBrokerAnswers() throws IOException {
        String file = pipelineFile("silent");
        try (var silent = new ServerSocket(0)) {
            String address = "localhost:" + silent.getLocalPort();

            var ran = harness.run("models", "list", "--pipeline", file, "--bootstrap-servers", address);

            assertThat(ran.err()).isEqualTo("evergreen: cannot reach Kafka at %s within 10 s%n".formatted(address));
            assertThat(ran.exitCode()).isEqualTo(2);
        }
    }

    private CommandLineHarness.Ran run(String arguments) {
        return harness.run((arguments + " --bootstrap-servers " + kafka.bootstrapServers()).split(" "));
    }

    private String pipelineFile(String name) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), """
                        pipeline: %s
                        features: [{name: a, type: numeric}]
                        label: {name: y, classes: [p, q]}
                        """.formatted(name))
                .toString();
    }

    private int partitions(String topic) throws Exception {
        try (var admin = KafkaConnection.to(kafka.bootstrapServers()).admin()) {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        }
    }

    private List<ConsumerRecord<String, String>> read(String topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", topic, "auto.offset.reset", "earliest");
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    private void publish(Pipeline pipeline, byte[] model, boolean commit) {
        publish(pipeline.topics().models(), pipeline, model, commit);
    }

    private void publish(String topic, Pipeline pipeline, byte[] value, boolean commit) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "publisher");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(topic, pipeline.name(), value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }
}
