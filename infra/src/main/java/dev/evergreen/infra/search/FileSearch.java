package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.cli.SearchOptions;
import dev.evergreen.infra.cli.SearchService;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.flink.LabeledRow;
import dev.evergreen.trainer.flink.OutputRecord;
import dev.evergreen.trainer.flink.Signal;
import dev.evergreen.trainer.flink.TrainerJob;
import dev.evergreen.trainer.flink.TrainerSpec;
import dev.evergreen.trainer.learner.Learners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;

/** {@code evergreen search}: a round of training whose window is the whole file. */
public final class FileSearch implements SearchService {
    /** Of a record and of what waits to be collected: many candidates make a long result. */
    private static final MemorySize LARGEST_RESULT = MemorySize.ofMebiBytes(256);

    @Override
    public void run(SearchOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(SearchOptions options, Output output) throws Exception {
        Pipeline pipeline = wholeFile(options);
        Learners.standard().check(pipeline);
        Path folder = Files.createTempDirectory("evergreen-search-");
        try (Progress progress = output.progress()) {
            Outcome outcome = search(options, pipeline, folder, progress);
            progress.close();
            var report = SearchReport.of(outcome.result(), outcome.cost());
            output.text(RankingText.of(outcome.result(), report));
            output.result(report);
        } finally {
            Uninterrupted.run(() -> Directories.delete(folder));
        }
    }

    private record Outcome(SearchResult result, ResourceMetric.Round cost) {}

    /** A pipeline whose first round starts with the last row. */
    private static Pipeline wholeFile(SearchOptions options) {
        Pipeline p = options.pipeline();
        int rows = Math.toIntExact(options.source().size());
        return new Pipeline(
                p.name(),
                p.features(),
                p.label(),
                p.topics(),
                p.labelsWithin(),
                new Window.Rows(rows),
                new Retrain(Optional.of(rows), Optional.empty(), false, rows),
                p.search(),
                p.nJobs(),
                p.maxMemory(),
                p.promotion());
    }

    private static Outcome search(SearchOptions options, Pipeline pipeline, Path folder, Progress progress)
            throws Exception {
        var spec = TrainerSpec.of(
                List.of(pipeline),
                Runtime.getRuntime().availableProcessors(),
                folder.toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(CollectSinkOperatorFactory.MAX_BATCH_SIZE, LARGEST_RESULT);
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            DataStream<LabeledRow> rows = env.fromSequence(0, options.source().size() - 1)
                    .setParallelism(1)
                    .map(new CsvRows(options.file(), pipeline))
                    .returns(LabeledRow.class)
                    .setParallelism(1);
            DataStream<Signal> never = rows.filter(row -> false)
                    .setParallelism(1)
                    .map(row -> Signal.finished(row.pipeline(), 0, 0))
                    .returns(Signal.class)
                    .setParallelism(1);
            // The model itself is not reported, and may be of any size.
            String models = pipeline.topics().models();
            DataStream<OutputRecord> reported = TrainerJob.define(spec, rows, never)
                    .filter(record -> !record.topic().equals(models))
                    .setParallelism(1);
            var outputs = Uninterrupted.call(() -> reported.executeAndCollect("evergreen-search"));
            try (AutoCloseable _ = () -> Uninterrupted.run(outputs::close)) {
                return interruptibly(() -> collect(pipeline, spec.fitsInFlight(), outputs, progress));
            }
        }
    }

    /** Flink's reader takes no notice of an interrupt, so that it reads on a thread of its own. */
    private static <T> T interruptibly(Callable<T> reading) throws Exception {
        var task = new FutureTask<>(reading);
        Thread.ofPlatform().name("read-results").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** Reads what the job sends until the round's cost is known, which comes last. */
    private static Outcome collect(Pipeline pipeline, int fits, Iterator<OutputRecord> outputs, Progress progress) {
        Optional<SearchResult> result = Optional.empty();
        int fitted = 0;
        progress.show(ProgressLine.of("fit", 0, fits, ""));
        while (outputs.hasNext()) {
            OutputRecord record = outputs.next();
            if (record.topic().equals(pipeline.topics().searches())) {
                result = Optional.of(Json.read(record.value(), SearchResult.class, Integer.MAX_VALUE));
            } else if (record.topic().equals(pipeline.topics().resourceMetrics())) {
                switch (Json.read(record.value(), ResourceMetric.class)) {
                    case ResourceMetric.Fit fit ->
                        progress.show(ProgressLine.of("fit", Math.min(fits, ++fitted), fits, ""));
                    case ResourceMetric.Round round -> {
                        return new Outcome(successful(result.orElseThrow()), round);
                    }
                    case ResourceMetric.Decision afterRound -> {}
                }
            }
        }
        throw new IllegalStateException("the job ended without a result");
    }

    private static SearchResult successful(SearchResult result) {
        result.failure().ifPresent(why -> {
            throw new BadInputException("the search brought no model: " + why);
        });
        return result;
    }
}
