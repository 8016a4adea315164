package dev.evergreen.infra.embedded;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.MemoryLimit;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A small pipeline and its rows: row {@code i} is always the same, whoever sends it. */
public record ExampleStream(Pipeline pipeline) {
    /** Fits of a round: two candidates in three folds, and the winner's refit. */
    public static final int FITS = 2 * 3 + 1;

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Duration LABEL_DELAY = Duration.ofSeconds(30);

    /**
     * @param prefix of the topics
     * @param everyRows labeled rows from round to round
     */
    public static ExampleStream of(String name, String prefix, int everyRows, int windowRows) {
        return new ExampleStream(new Pipeline(
                name,
                List.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("z", List.of("a", "b", "c"))),
                new Label.Classes("class", List.of("no", "yes")),
                new Topics(prefix),
                Duration.ofHours(2),
                new Window.Rows(windowRows),
                new Retrain(Optional.of(everyRows), Optional.empty(), true, everyRows),
                new Search(
                        List.of(new CandidateGrid(
                                "random-forest",
                                Map.of("max_depth", List.of(ParameterValue.of(2), ParameterValue.of(6))),
                                Map.of("n_estimators", ParameterValue.of(8)))),
                        new Cv(Cv.Splitter.FORWARD, 3, Duration.ZERO),
                        List.of(Scoring.ACCURACY),
                        Scoring.ACCURACY,
                        7),
                new NJobs(2),
                MemoryLimit.DEFAULT,
                Promotion.DEFAULT,
                DriftDetection.DEFAULT.withoutTriggers()));
    }

    /** Makes the topics, of one partition each. */
    public void createTopics(KafkaConnection kafka) throws InterruptedException {
        try (var admin = kafka.admin()) {
            TopicCreation.createMissing(admin, pipeline, 1, (short) 1);
        }
    }

    /** Rows {@code from} to before {@code to}, as ingest would send them. */
    public void sendLabeled(KafkaConnection kafka, int from, int to) {
        var writer = new EventWriter(pipeline);
        try (var producer = kafka.producer()) {
            for (int i = from; i < to; i++) {
                send(producer, pipeline.topics().labeled(), i, writer.labeled(example(i)));
            }
        }
    }

    /** Rows {@code from} to before {@code to}, as users send them. */
    public void sendFeaturesAndLabels(KafkaConnection kafka, int from, int to) {
        var writer = new EventWriter(pipeline);
        try (var producer = kafka.producer()) {
            for (int i = from; i < to; i++) {
                LabeledExample row = example(i);
                byte[] features = writer.features(new FeatureEvent(row.id(), row.eventTime(), row.features()));
                send(producer, pipeline.topics().features(), i, features);
                byte[] label = writer.label(new LabelEvent(row.id(), row.labelTime(), row.label()));
                send(producer, pipeline.topics().labels(), i, label);
            }
        }
    }

    /** What has been published so far. */
    public List<ModelManifest> models(KafkaConnection kafka) throws MalformedArtifactException {
        var manifests = new ArrayList<ModelManifest>();
        for (var record : Topic.readToEnd(kafka, pipeline.topics().models())) {
            manifests.add(ModelFile.decode(record.value(), 1 << 24).manifest());
        }
        return manifests;
    }

    public static String id(int row) {
        return "row-%06d".formatted(row);
    }

    private static LabeledExample example(int row) {
        var random = new SplittableRandom(row);
        double x = random.nextDouble();
        double y = random.nextDouble();
        int z = random.nextInt(3);
        int label = x + (z == 1 ? y : -y) > 0.3 ? 1 : 0;
        Instant time = START.plusSeconds(60L * row);
        return new LabeledExample(
                id(row), time, time.plus(LABEL_DELAY), FeatureVector.owning(new double[] {x, y, z}), label);
    }

    private static void send(Producer<String, byte[]> producer, String topic, int row, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, id(row), value));
    }
}
