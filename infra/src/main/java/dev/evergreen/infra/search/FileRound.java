package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.LocalCluster;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;

/**
 * One round of training whose window is a whole file, by the job that trains on a stream. Each run is a job of its own
 * in a cluster of its own, and the first round of its pipeline: runs differ in nothing but what they cost.
 */
public final class FileRound {
    /** Of a record and of what waits to be collected: many candidates make a long result. */
    private static final MemorySize LARGEST_RESULT = MemorySize.ofMebiBytes(256);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final long rows;
    private final Pipeline pipeline;

    private FileRound(Path file, long rows, Pipeline pipeline) {
        this.file = file;
        this.rows = rows;
        this.pipeline = pipeline;
    }

    /** Hears of each fit that is done, the winner's refit included. */
    @FunctionalInterface
    public interface Listener {
        void fitted(int done, int total);
    }

    /** What the round found, and what it cost: both are published with it. */
    public record Outcome(SearchResult result, ResourceMetric.Round cost) {}

    /**
     * A round over the first rows of a file.
     *
     * @param pipeline whose columns the file has
     */
    public static FileRound over(Path file, long rows, Pipeline pipeline) {
        return new FileRound(file, rows, startedByLastRow(pipeline, Math.toIntExact(rows)));
    }

    private static Pipeline startedByLastRow(Pipeline p, int rows) {
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

    /**
     * Returns when the round is published and all of its job is gone.
     *
     * @throws BadInputException if the round brings no model
     */
    public Outcome run(Listener listener) throws Exception {
        Path folder = Files.createTempDirectory("evergreen-search-");
        var cluster = new LocalCluster();
        try (AutoCloseable _ = () -> Uninterrupted.run(cluster::close)) {
            return run(cluster, folder, listener);
        } finally {
            Uninterrupted.run(() -> Directories.delete(folder));
        }
    }

    private Outcome run(LocalCluster cluster, Path folder, Listener listener) throws Exception {
        var spec = TrainerSpec.of(
                List.of(pipeline),
                Runtime.getRuntime().availableProcessors(),
                folder.toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(CollectSinkOperatorFactory.MAX_BATCH_SIZE, LARGEST_RESULT);
        try (var env = cluster.environment(configuration)) {
            var outputs = define(env, spec).collectAsync();
            JobClient job = Uninterrupted.call(() -> env.executeAsync("evergreen-search"));
            // Asked now: with the job's end the cluster goes, and answers nothing any more.
            var end = job.getJobExecutionResult();
            try (AutoCloseable _ = () -> Uninterrupted.run(() -> cancel(outputs, end))) {
                return interruptibly(() -> collect(spec.fitsInFlight() + 1, outputs, listener));
            }
        }
    }

    /** Waits until the job has ended, as a cluster that is closed under a job complains. */
    private static void cancel(AutoCloseable outputs, CompletableFuture<JobExecutionResult> end) throws Exception {
        outputs.close();
        try {
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException cancelled) {
            // How it ended does not matter: its results are here, or why there are none.
        }
    }

    private DataStream<OutputRecord> define(StreamExecutionEnvironment env, TrainerSpec spec) {
        DataStream<LabeledRow> all = env.fromSequence(0, rows - 1)
                .setParallelism(1)
                .map(new CsvRows(file, pipeline))
                .returns(LabeledRow.class)
                .setParallelism(1);
        DataStream<Signal> never = all.filter(row -> false)
                .setParallelism(1)
                .map(row -> Signal.finished(row.pipeline(), 0, 0))
                .returns(Signal.class)
                .setParallelism(1);
        // The model itself is not reported, and may be of any size.
        String models = pipeline.topics().models();
        return TrainerJob.define(spec, all, never)
                .filter(record -> !record.topic().equals(models))
                .setParallelism(1);
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
    private Outcome collect(int fits, Iterator<OutputRecord> outputs, Listener listener) {
        Optional<SearchResult> result = Optional.empty();
        int fitted = 0;
        listener.fitted(0, fits);
        while (outputs.hasNext()) {
            OutputRecord record = outputs.next();
            if (record.topic().equals(pipeline.topics().searches())) {
                result = Optional.of(Json.read(record.value(), SearchResult.class, Integer.MAX_VALUE));
            } else if (record.topic().equals(pipeline.topics().resourceMetrics())) {
                switch (Json.read(record.value(), ResourceMetric.class)) {
                    case ResourceMetric.Fit fit -> listener.fitted(Math.min(fits, ++fitted), fits);
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
