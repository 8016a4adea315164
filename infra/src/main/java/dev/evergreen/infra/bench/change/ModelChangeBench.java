package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.bench.Columns;
import dev.evergreen.infra.bench.Measuring;
import dev.evergreen.infra.cli.BenchModelChangeOptions;
import dev.evergreen.infra.cli.BenchModelChangeService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.load.Assignment;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.load.Role;
import dev.evergreen.infra.process.Collector;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.ingest.pipeline.Promotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** {@code evergreen bench model-change}: one champion after another while events are scored. */
public final class ModelChangeBench implements BenchModelChangeService {
    /** Between changes at least, so that there is a time without one to compare with. */
    private static final Duration CALM = Duration.ofMillis(500);
    /** Changes until the code that they run is compiled; no more of them than are timed. */
    private static final int MOST_WARM_UP = 20;

    /** Of the process that publishes models, in MiB. */
    private static final int PUBLISHER_HEAP_MB = 512;

    @Override
    public void run(BenchModelChangeOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchModelChangeOptions options, Output output) throws Exception {
        ModelChangeReport report = Measuring.inFolder(output, (folder, progress) -> measure(options, folder, progress));
        output.text(ModelChangeText.of(report));
        output.result(report);
        if (!report.accounts().exactlyOnce()) {
            throw new IllegalStateException(
                    "not every event was scored exactly once, and in the order of the champions");
        }
    }

    private static ModelChangeReport measure(BenchModelChangeOptions options, Path folder, Progress progress)
            throws Exception {
        progress.show(ProgressLine.of("fitting", "a model of %d MB".formatted(options.megabytes())));
        Pipeline plain = options.source().pipeline();
        Pipeline pipeline = plain.withPromotion(plain.promotion().withPolicy(Promotion.Policy.NEWEST))
                .withDrift(plain.drift().withoutTriggers());
        Models models = Models.fit(pipeline, Columns.of(options.source()), options);
        Path artifact = folder.resolve("model");
        models.write(artifact);
        progress.show(ProgressLine.of("starting", "Kafka and the evaluator"));
        var java = JavaCommand.ofThisProcess().with(Collector.G1);
        // What is timed is the evaluator. With G1 the broker stops for up to 40 ms while both cores are busy.
        JavaCommand brokers = java.with(Collector.Z).withWholeHeap(options.brokerHeapMb());
        try (var broker = LoadMember.broker(brokers, folder, progress::note)) {
            var connection = KafkaConnection.to(broker.awaitReady());
            try (var admin = connection.admin()) {
                TopicCreation.createMissing(admin, pipeline, 1, (short) 1);
            }
            Path yaml = Files.writeString(folder.resolve("pipeline.yaml"), PipelineFile.write(pipeline));
            var assignment = new Assignment(connection.bootstrapServers(), yaml, "bench", folder.resolve("evaluator"));
            try (var evaluator = LoadMember.start(
                            java.withWholeHeap(options.heapMb()),
                            Role.EVALUATOR.key(),
                            Role.EVALUATOR,
                            folder,
                            assignment.words(),
                            progress::note);
                    var publisher = Publisher.start(
                            java.withWholeHeap(PUBLISHER_HEAP_MB),
                            connection.bootstrapServers(),
                            yaml,
                            artifact,
                            options.seed(),
                            folder,
                            progress::note)) {
                var _ = evaluator.awaitReady();
                Observed observed =
                        changes(options, pipeline, new Champions(publisher, evaluator), connection, progress);
                // One that has died has not lost events by its own doing.
                broker.requireAlive();
                evaluator.requireAlive();
                return report(options, models, observed);
            }
        }
    }

    /** What happened. */
    private record Observed(List<Change> changes, Predictions predictions, Hiccups hiccups, long events) {}

    private static Observed changes(
            BenchModelChangeOptions options,
            Pipeline pipeline,
            Champions champions,
            KafkaConnection connection,
            Progress progress)
            throws Exception {
        var changes = new ArrayList<Change>();
        var predictions = new Predictions(connection, pipeline.topics().predictions());
        try (predictions;
                var hiccups = new Hiccups();
                var producer = connection.producer()) {
            var _ = champions.next();
            var feed = new Feed(pipeline, options.source(), options.rowsPerSecond(), producer);
            try (feed) {
                int total = warmUp(options) + options.changes();
                while (changes.size() < total) {
                    progress.show(ProgressLine.of("changing", changes.size(), total, "the champion"));
                    predictions.requireReading();
                    Change change = champions.next();
                    changes.add(change);
                    Thread.sleep(Silences.AFTER.plus(CALM).plusNanos(change.nanos()));
                }
            }
            await(predictions, feed.sent());
            return new Observed(changes, predictions, hiccups, feed.sent());
        }
    }

    private static int warmUp(BenchModelChangeOptions options) {
        return Math.min(MOST_WARM_UP, options.changes());
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
            throws ExecutionException, InterruptedException {
        var silences = new Silences(observed.predictions().times());
        List<Silences> sleepers = observed.hiccups().times();
        ToLongFunction<Change> late = change -> Hiccups.late(sleepers, sleeper -> sleeper.at(change));
        List<Change> timed =
                observed.changes().subList(warmUp(options), observed.changes().size());
        List<Change> awake = timed.stream()
                .filter(change -> late.applyAsLong(change) < Hiccups.STILL.toNanos())
                .toList();
        return new ModelChangeReport(
                new ModelChangeReport.Setting(
                        models.bytes() / 1e6,
                        models.trees(),
                        models.nodes(),
                        options.rowsPerSecond(),
                        options.heapMb(),
                        options.brokerHeapMb(),
                        Runtime.getRuntime().availableProcessors()),
                timed.size(),
                spread(timed, silences::at),
                spread(timed, silences::before),
                spread(timed, late),
                spread(timed, change -> Hiccups.late(sleepers, sleeper -> sleeper.before(change))),
                timed.size() - awake.size(),
                awake.isEmpty() ? Optional.empty() : Optional.of(spread(awake, silences::at)),
                spread(timed, Change::nanos),
                silences.at(observed.changes().getFirst()) / 1e6,
                observed.events(),
                observed.predictions().accounts(observed.events()));
    }

    private static Spread spread(List<Change> changes, ToLongFunction<Change> nanos) {
        return Spread.ofNanos(changes.stream().mapToLong(nanos).boxed().toList());
    }
}
