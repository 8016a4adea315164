package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.bench.Columns;
import dev.evergreen.infra.cli.BenchModelChangeOptions;
import dev.evergreen.infra.cli.BenchModelChangeService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.EmbeddedKafka;
import dev.evergreen.infra.embedded.Parts;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.kafka.TopicSettings;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;

/** {@code evergreen bench model-change}: one champion after another while events are scored. */
public final class ModelChangeBench implements BenchModelChangeService {
    /** Between changes at least, so that there is a time without one to compare with. */
    private static final Duration CALM = Duration.ofMillis(500);
    /** Changes until the code that they run is compiled. */
    private static final int WARM_UP = 10;

    /**
     * The evaluator's producer waits for nothing, so that a prediction arrives when it was made; models are let through
     * whole.
     */
    private static final Map<String, String> CLIENTS = Map.of(
            "producer." + ProducerConfig.LINGER_MS_CONFIG,
            "0",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Integer.toString(Limits.MODEL + Limits.ROOM));

    @Override
    public void run(BenchModelChangeOptions options, Output output) throws Exception {
        ModelChangeReport report;
        try (Progress progress = output.progress()) {
            report = measure(options, progress);
        }
        output.text(ModelChangeText.of(report));
        output.result(report);
        if (!report.accounts().exactlyOnce()) {
            throw new IllegalStateException(
                    "not every event was scored exactly once, and in the order of the champions");
        }
    }

    private static ModelChangeReport measure(BenchModelChangeOptions options, Progress progress) throws Exception {
        progress.show(ProgressLine.of("fitting", "a model of %d MB".formatted(options.megabytes())));
        Pipeline plain = options.source().pipeline();
        Pipeline pipeline = plain.withPromotion(plain.promotion().withPolicy(Promotion.Policy.NEWEST))
                .withDrift(plain.drift().withoutTriggers());
        Models models = Models.fit(pipeline, Columns.of(options.source()), options);
        Path folder = Files.createTempDirectory("evergreen-");
        progress.show(ProgressLine.of("starting", "Kafka and the evaluator"));
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var connection = new KafkaConnection(kafka.bootstrapServers(), CLIENTS);
            try (var admin = connection.admin()) {
                TopicCreation.createMissing(admin, pipeline, 1, (short) 1);
            }
            var champions = new Champions(pipeline, models);
            try (var _ =
                    Parts.start(Set.of(Parts.Part.EVALUATOR), List.of(pipeline), connection, folder, CALM, champions)) {
                return report(options, models, changes(options, pipeline, connection, champions, progress));
            }
        } finally {
            Directories.delete(folder);
        }
    }

    /** What happened. */
    private record Observed(List<Change> changes, Predictions predictions, long events) {}

    private static Observed changes(
            BenchModelChangeOptions options,
            Pipeline pipeline,
            KafkaConnection connection,
            Champions champions,
            Progress progress)
            throws Exception {
        var changes = new ArrayList<Change>();
        var predictions = new Predictions(connection, pipeline.topics().predictions());
        // Each has a connection of its own, as the trainer has: events would wait behind 10 MB on one that is shared.
        try (predictions;
                var trainer = asTrainer(connection).producer();
                var producer = connection.producer()) {
            var _ = champions.next(trainer);
            var feed = new Feed(pipeline, options.source(), options.rowsPerSecond(), producer);
            try (feed) {
                int total = WARM_UP + options.changes();
                while (changes.size() < total) {
                    progress.show(ProgressLine.of("changing", changes.size(), total, "the champion"));
                    Change change = champions.next(trainer);
                    changes.add(change);
                    Thread.sleep(Silences.AFTER.plus(CALM).plusNanos(change.nanos()));
                }
            }
            await(predictions, feed.sent());
            return new Observed(changes, predictions, feed.sent());
        }
    }

    /** Models come compressed as the trainer sends them and their topic keeps them: a broker would do it anew otherwise. */
    private static KafkaConnection asTrainer(KafkaConnection connection) {
        var properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, TopicSettings.MODEL_COMPRESSION);
        return new KafkaConnection(connection.bootstrapServers(), properties);
    }

    /** Returns when as many predictions as events have come, or no more of them for a while: what lacks is then lost. */
    private static void await(Predictions predictions, long events) throws InterruptedException {
        long seen = -1;
        while (predictions.count() < events && predictions.count() > seen) {
            seen = predictions.count();
            TimeUnit.SECONDS.sleep(2);
        }
    }

    private static ModelChangeReport report(BenchModelChangeOptions options, Models models, Observed observed)
            throws MalformedJson {
        var silences = new Silences(observed.predictions().times());
        var timed = observed.changes().subList(WARM_UP, observed.changes().size());
        return new ModelChangeReport(
                new ModelChangeReport.Setting(
                        models.bytes() / 1e6,
                        models.forest().trees(),
                        models.forest().nodes(),
                        options.rowsPerSecond(),
                        Runtime.getRuntime().availableProcessors()),
                timed.size(),
                Spread.ofNanos(timed.stream().map(silences::at).toList()),
                Spread.ofNanos(timed.stream().map(silences::before).toList()),
                Spread.ofNanos(timed.stream().map(Change::nanos).toList()),
                silences.at(observed.changes().getFirst()) / 1e6,
                observed.events(),
                Accounts.of(observed.predictions().all(), observed.events()));
    }
}
