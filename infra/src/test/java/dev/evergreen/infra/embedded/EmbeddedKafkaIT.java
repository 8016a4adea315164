package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "t";

    @TempDir
    private Path directory;

    @Test
    void readersOfCommittedRecordsSeeOnlyWhatWasCommitted() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            createTopic(kafka, TOPIC);
            produce(kafka, "kept", true);
            produce(kafka, "aborted", false);
            produce(kafka, "kept too", true);

            assertThat(consume(kafka, 2)).containsExactly("kept", "kept too");
        }
    }

    @Test
    void closingLeavesNoThreadThatKeepsTheProcessAlive() throws Exception {
        var before = nonDaemonThreads();
        var kafka = EmbeddedKafka.start();
        createTopic(kafka, TOPIC);
        assertThat(nonDaemonThreads()).hasSizeGreaterThan(before.size());

        kafka.close();

        assertThat(nonDaemonThreads()).isSubsetOf(before);
    }

    @Test
    void closingDeletesTheTemporaryDirectory() throws IOException {
        var before = temporaryDirectories();
        try (var kafka = EmbeddedKafka.start()) {
            assertThat(kafka.bootstrapServers()).matches("127\\.0\\.0\\.1:\\d+");
            assertThat(temporaryDirectories()).hasSize(before.size() + 1);
        }
        assertThat(temporaryDirectories()).isEqualTo(before);
    }

    @Test
    void aGivenDirectoryKeepsItsRecordsOverARestart() throws Exception {
        try (var kafka = EmbeddedKafka.start(directory)) {
            createTopic(kafka, TOPIC);
            produce(kafka, "before", true);
        }
        try (var kafka = EmbeddedKafka.start(directory)) {
            produce(kafka, "after", true);

            assertThat(consume(kafka, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void takesRecordsAsLargeAsTheLargestModel() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            createTopic(kafka, TOPIC);
            produce(kafka, "x".repeat(32 << 20), true);

            assertThat(consume(kafka, 1))
                    .singleElement()
                    .satisfies(v -> assertThat(v).hasSize(32 << 20));
        }
    }

    private static void createTopic(EmbeddedKafka kafka, String name) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var topic = new NewTopic(name, Optional.of(1), Optional.empty())
                    .configs(Map.of("max.message.bytes", Integer.toString(33 << 20)));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, String value, boolean commit) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "test",
                "max.request.size",
                34 << 20,
                "buffer.memory",
                70L << 20);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
            consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
        }
        return values;
    }

    private static List<Thread> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon() && t.isAlive())
                .toList();
    }

    private static List<Path> temporaryDirectories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("evergreen-kafka-"))
                    .sorted()
                    .toList();
        }
    }
}
