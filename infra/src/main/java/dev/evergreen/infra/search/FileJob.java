package dev.evergreen.infra.search;

import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.LocalCluster;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.flink.LabeledRow;
import dev.evergreen.trainer.flink.OutputRecord;
import dev.evergreen.trainer.flink.Signal;
import dev.evergreen.trainer.flink.TrainerJob;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The trainer's job over the first rows of a file, which are its window: the last of them starts a round. Each run is in a
 * cluster of its own, on files of its own, and leaves neither.
 *
 * @param pipeline whose columns the file has
 * @param labelDelay how many rows a label comes after its features
 */
record FileJob(Path file, long rows, Pipeline pipeline, int labelDelay) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where the job's signals come from. */
    interface Signals {
        DataStream<Signal> define(StreamExecutionEnvironment env, DataStream<LabeledRow> rows);
    }

    /** What the job publishes, of models their manifests. */
    interface Outputs {
        /**
         * Waits for the next record.
         *
         * @return empty if the job has ended and there is none
         * @throws IllegalStateException if the job has failed
         */
        Optional<OutputRecord> next() throws InterruptedException;
    }

    /** Reads for as long as it likes. */
    interface Reader<T> {
        T read(Outputs outputs) throws Exception;
    }

    static FileJob over(Path file, long rows, Pipeline pipeline, int labelDelay) {
        return new FileJob(file, rows, startedByLastRow(pipeline, Math.toIntExact(rows)), labelDelay);
    }

    private static Pipeline startedByLastRow(Pipeline p, int rows) {
        return p.withWindow(new Window.Rows(rows))
                .withRetrain(new Retrain(Optional.of(rows), Optional.empty(), false, rows))
                .withSearch(p.search().withWindows(knownInAFile(p.search().windows())));
    }

    /** Nobody tells of a change. */
    private static List<SearchWindow> knownInAFile(List<SearchWindow> windows) {
        return windows.stream()
                .filter(window -> !window.equals(SearchWindow.SINCE_CHANGE))
                .toList();
    }

    /** Of a round, the winner's refit included. */
    int fits() {
        return spec("").fitsInFlight() + 1;
    }

    /** Returns what was read when all of the job is gone. */
    <T> T run(Signals signals, Reader<T> reader) throws Exception {
        Path folder = Files.createTempDirectory("evergreen-search-");
        var cluster = new LocalCluster();
        try (AutoCloseable _ = () -> Uninterrupted.run(cluster::close)) {
            return run(cluster, folder, signals, reader);
        } finally {
            Uninterrupted.run(() -> Directories.delete(folder));
        }
    }

    private <T> T run(LocalCluster cluster, Path folder, Signals signals, Reader<T> reader) throws Exception {
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        try (var env = cluster.environment(configuration);
                var outputs = Handover.<OutputRecord>open()) {
            var spec = spec(folder.resolve("windows").toUri().toString());
            define(env, spec, signals).sinkTo(outputs.sink()).setParallelism(1);
            JobClient job = Uninterrupted.call(() -> env.executeAsync("evergreen-search"));
            // Asked now: with the job's end the cluster goes, and answers nothing any more.
            var end = job.getJobExecutionResult();
            try (AutoCloseable _ = () -> Uninterrupted.run(() -> cancel(job, end))) {
                return reader.read(() -> outputs.next(end));
            }
        }
    }

    private TrainerSpec spec(String snapshotRoot) {
        return TrainerSpec.of(List.of(pipeline), Runtime.getRuntime().availableProcessors(), snapshotRoot);
    }

    /** Waits until the job has ended, as a cluster that is closed under a job complains. */
    private static void cancel(JobClient job, CompletableFuture<JobExecutionResult> end) throws Exception {
        if (end.isDone()) {
            // It took its cluster along.
            return;
        }
        try {
            // The end is waited for and not this answer, which a cluster that goes with its job may owe.
            var _ = job.cancel();
        } catch (IllegalStateException justEnded) {
            // By itself, in this moment.
        }
        try {
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException cancelled) {
            // How it ended does not matter: its results are here, or why there are none.
        }
    }

    private DataStream<OutputRecord> define(StreamExecutionEnvironment env, TrainerSpec spec, Signals signals) {
        DataStream<LabeledRow> all = env.fromSequence(0, rows - 1)
                .setParallelism(1)
                .map(new CsvRows(file, pipeline, labelDelay))
                .returns(LabeledRow.class)
                .setParallelism(1);
        String models = pipeline.topics().models();
        return TrainerJob.define(spec, all, signals.define(env, all))
                .map(record -> record.topic().equals(models) ? manifest(record) : record)
                .returns(OutputRecord.class)
                .setParallelism(1);
    }

    /** Its manifest in the place of a model, which is not reported and may be of any size. */
    private static OutputRecord manifest(OutputRecord model) throws MalformedArtifactException {
        ModelManifest manifest = ModelFile.decodeManifest(model.value(), model.value().length);
        return new OutputRecord(model.topic(), model.key(), Json.write(manifest));
    }
}
