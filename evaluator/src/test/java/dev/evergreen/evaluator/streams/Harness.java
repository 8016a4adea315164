package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.test.TestRecord;
import org.rocksdb.Options;

/** The production topology in the test driver, fed and read as the topics are. */
final class Harness implements AutoCloseable {
    /** Small, so that rows also leave it. */
    static final Extent EXTENT = new Extent(40, 50);

    /** Long after every event time used, as when an old stream is replayed. */
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final List<String> loaded = new ArrayList<>();
    private final List<Pipeline> pipelines;
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
        this.pipelines = pipelines;
        var config = new EvaluatorConfig(
                "nowhere:1",
                "test",
                state(generation),
                Map.of(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FilesStay.class.getName()));
        driver = new TopologyTestDriver(
                EvaluatorTopology.define(pipelines, EXTENT, (pipeline, round) -> loaded.add(pipeline + " " + round)),
                config.toProperties(),
                NOW);
    }

    /** A new process on the state that the old one left; the driver wipes its own, so the new one gets a copy. */
    Harness restart() {
        return restart(pipelines);
    }

    /** The same with pipelines that were changed meanwhile. */
    Harness restartAs(Pipeline... changed) {
        return restart(List.of(changed));
    }

    private Harness restart(List<Pipeline> next) {
        copy(state(generation), state(generation + 1));
        close();
        return new Harness(dir, generation + 1, next);
    }

    /** Comes and is taken in, whether or not the rows that it was trained on have been evaluated. */
    void model(Pipeline pipeline, byte[] bytes) {
        modelArrives(pipeline, bytes);
        driver.advanceWallClockTime(EvaluationProcessor.LOOK_EVERY);
        driver.advanceWallClockTime(Arrivals.PATIENCE);
    }

    /** Is here, and is looked at once. */
    void modelArrives(Pipeline pipeline, byte[] bytes) {
        raw(pipeline.topics().models(), pipeline.name().getBytes(StandardCharsets.UTF_8), bytes);
        look();
    }

    void look() {
        driver.advanceWallClockTime(EvaluationProcessor.LOOK_EVERY);
    }

    void order(Pipeline pipeline, ControlMessage order) {
        raw(pipeline.topics().control(), null, Json.write(order));
    }

    void features(Pipeline pipeline, String id, Instant time, double... values) {
        var event = new FeatureEvent(id, time, FeatureVector.owning(values));
        raw(pipeline.topics().features(), key(id), new EventWriter(pipeline).features(event));
    }

    void labeled(Pipeline pipeline, String id, Instant time, double label, double... values) {
        var example = new LabeledExample(id, time, time.plusSeconds(60), FeatureVector.owning(values), label);
        raw(pipeline.topics().labeled(), key(id), new EventWriter(pipeline).labeled(example));
    }

    void raw(String topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, NOW));
    }

    /** Those since the last call; each stands under its own id. */
    List<Prediction> predictions(Pipeline pipeline) {
        return read(pipeline.topics().predictions()).stream()
                .map(r -> {
                    var prediction = Json.read(r.value(), Prediction.class);
                    if (!prediction.id().equals(r.key())) {
                        throw new AssertionError(r.key() + " is the key of " + prediction);
                    }
                    return prediction;
                })
                .toList();
    }

    /** Those since the last call. */
    List<Evaluation> evaluations(Pipeline pipeline) {
        return read(pipeline.topics().evaluations()).stream()
                .map(r -> Json.read(r.value(), Evaluation.class))
                .toList();
    }

    /** Those since the last call. */
    List<ModelEvent> decisions(Pipeline pipeline) {
        return read(pipeline.topics().modelEvents()).stream()
                .map(r -> Json.read(r.value(), ModelEvent.class))
                .toList();
    }

    /** Those since the last call. */
    List<DriftAlarm> alarms(Pipeline pipeline) {
        return read(pipeline.topics().drift()).stream()
                .map(r -> Json.read(r.value(), DriftAlarm.class))
                .toList();
    }

    /** Those since the last call. */
    List<ControlMessage> orders(Pipeline pipeline) {
        return read(pipeline.topics().control()).stream()
                .map(r -> Json.read(r.value(), ControlMessage.class))
                .toList();
    }

    /** Those since the last call. */
    List<Lineup> lineups(Pipeline pipeline) {
        return read(pipeline.topics().champions()).stream()
                .map(r -> Json.read(r.value(), Lineup.class))
                .toList();
    }

    /** Of one of our metrics, over all tasks. */
    double metric(String name, Pipeline pipeline) {
        return driver.metrics().entrySet().stream()
                .filter(m -> m.getKey().name().equals(name)
                        && pipeline.name().equals(m.getKey().tags().get("pipeline")))
                .mapToDouble(m -> (Double) m.getValue().metricValue())
                .sum();
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

    private List<TestRecord<String, byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
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

    /** RocksDB may still be merging files in the background: a copy counts if nothing changed meanwhile. */
    private static void copy(Path from, Path to) {
        List<String> before;
        do {
            before = listing(from);
            delete(to);
            try (var files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            } catch (NoSuchFileException | UncheckedIOException merged) {
                before = List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } while (!before.equals(listing(from)));
    }

    private static List<String> listing(Path dir) {
        try (var files = Files.walk(dir)) {
            return files.map(f -> f + " " + f.toFile().length()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path dir) {
        if (Files.exists(dir)) {
            try (var files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
