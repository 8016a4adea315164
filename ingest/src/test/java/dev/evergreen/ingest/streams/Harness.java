package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.test.TestRecord;
import org.rocksdb.Options;

/** The production topology in the test driver, fed and read as the topics are. */
final class Harness implements AutoCloseable {
    /** Long after every event time used, as when an old stream is replayed. */
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Path dir;
    private final int generation;
    private final TopologyTestDriver driver;
    private boolean closed;

    Harness(Path dir, Pipeline... pipelines) {
        this(dir, 0, List.of(pipelines));
    }

    private Harness(Path dir, int generation, List<Pipeline> pipelines) {
        this.dir = dir;
        this.generation = generation;
        var config = new IngestConfig(
                "nowhere:1",
                "test",
                state(generation),
                Map.of(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FilesStay.class.getName()));
        driver = new TopologyTestDriver(IngestTopology.define(pipelines), config.toProperties(), NOW);
    }

    /** A new process on the state that the old one left; the driver wipes its own, so the new one gets a copy. */
    Harness restart(Pipeline... pipelines) {
        copy(state(generation), state(generation + 1));
        close();
        return new Harness(dir, generation + 1, List.of(pipelines));
    }

    /** The same where one of the stores is lost. */
    Harness restartWithout(String store, Pipeline... pipelines) {
        copy(state(generation), state(generation + 1));
        delete(state(generation + 1).resolve(Path.of("evergreen-ingest-test", "0_0", "rocksdb", store)));
        close();
        return new Harness(dir, generation + 1, List.of(pipelines));
    }

    void features(Pipeline pipeline, String id, Instant time, double... values) {
        raw(pipeline.topics().features(), key(id), featuresValue(pipeline, id, time, values));
    }

    void label(Pipeline pipeline, String id, Instant time, double label) {
        raw(pipeline.topics().labels(), key(id), labelValue(pipeline, id, time, label));
    }

    static byte[] featuresValue(Pipeline pipeline, String id, Instant time, double... values) {
        return new EventWriter(pipeline).features(new FeatureEvent(id, time, FeatureVector.owning(values)));
    }

    static byte[] labelValue(Pipeline pipeline, String id, Instant time, double label) {
        return new EventWriter(pipeline).label(new LabelEvent(id, time, label));
    }

    void raw(String topic, byte[] key, byte[] value) {
        raw(topic, key, value, NOW, new RecordHeaders());
    }

    void raw(String topic, byte[] key, byte[] value, Instant timestamp, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, timestamp));
    }

    void waitFor(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Those since the last call, read as the trainer does. */
    List<LabeledExample> labeled(Pipeline pipeline) {
        var parser = new EventParser(pipeline);
        return read(pipeline.topics().labeled()).stream()
                .map(r -> switch (parser.labeled(r.key(), r.value(), r.timestamp())) {
                    case Parsed.Accepted<LabeledExample>(var example) -> example;
                    case Parsed.Rejected<LabeledExample> why -> throw new AssertionError(why);
                })
                .toList();
    }

    /** Those since the last call. */
    List<Reject> rejected(Pipeline pipeline) {
        return rejectedRecords(pipeline).stream()
                .map(r -> Json.read(r.value(), Reject.class, Limits.REJECT))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> labeledRecords(Pipeline pipeline) {
        return read(pipeline.topics().labeled());
    }

    List<TestRecord<byte[], byte[]>> rejectedRecords(Pipeline pipeline) {
        return read(pipeline.topics().rejected());
    }

    double joined(Pipeline pipeline) {
        return metric("joined-total", Map.of("pipeline", pipeline.name()));
    }

    double rejected(Pipeline pipeline, RejectReason reason) {
        return metric("rejected-total", Map.of("pipeline", pipeline.name(), "reason", reason.key()));
    }

    double waiting(Pipeline pipeline) {
        return metric("waiting", Map.of("pipeline", pipeline.name()));
    }

    long entries(String store) {
        long entries = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    /** As somebody before may have left it. */
    void leave(String store, String key) {
        driver.<Bytes, byte[]>getKeyValueStore(store).put(Bytes.wrap(key(key)), new byte[0]);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            driver.close();
        }
    }

    static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private double metric(String name, Map<String, String> tags) {
        return driver.metrics().entrySet().stream()
                .filter(m -> m.getKey().group().equals("evergreen-ingest")
                        && m.getKey().name().equals(name)
                        && m.getKey().tags().entrySet().containsAll(tags.entrySet()))
                .mapToDouble(m -> (Double) m.getValue().metricValue())
                .sum();
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private Path state(int n) {
        return dir.resolve("state-" + n);
    }

    /** So that no file vanishes while it is copied: the driver flushes each record, and compaction would never rest. */
    public static final class FilesStay implements RocksDBConfigSetter {
        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            options.setDisableAutoCompactions(true);
        }

        @Override
        public void close(String storeName, Options options) {}
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
