package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search whose fits take minutes each: checkpoints pass beside it, and cancelling it leaves nothing behind. */
@Timeout(180)
class CheckpointBesideFitsIT {
    private static final int ROWS = 4_000;
    private static final int CHECKPOINTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void checkpointsCompleteWithinASecondAndCancellingStopsTheFits() throws Exception {
        Pipeline pipeline = slow();
        var configuration = new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build();
        try (var cluster = new MiniCluster(configuration)) {
            cluster.start();
            JobGraph job = job(pipeline);
            cluster.submitJob(job).get();
            await(() -> running().size() == 2);
            cluster.triggerCheckpoint(job.getJobID()).get(); // The first loads classes.

            var tookMs = new ArrayList<Long>();
            for (int i = 0; i < CHECKPOINTS; i++) {
                long begin = System.nanoTime();
                cluster.triggerCheckpoint(job.getJobID()).get();
                tookMs.add((System.nanoTime() - begin) / 1_000_000);
            }

            assertThat(tookMs).allSatisfy(ms -> assertThat(ms).isLessThan(1_000));
            assertThat(finishedFits()).isEmpty();
            assertThat(running()).hasSize(2);
            cancel(cluster, job.getJobID());
            await(() -> running().isEmpty());
        }
    }

    private static void cancel(MiniCluster cluster, JobID job) throws Exception {
        cluster.cancelJob(job).get();
        await(() -> cluster.getJobStatus(job).get() == JobStatus.CANCELED);
    }

    /** The names of the threads that fit. */
    private static List<String> running() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(e -> Stream.of(e.getValue())
                        .anyMatch(f -> f.getClassName().equals("dev.evergreen.trainer.flink.Fit")))
                .map(e -> e.getKey().getName())
                .toList();
    }

    private List<Path> finishedFits() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("windows"))) {
            return files.filter(f -> f.getFileName().toString().startsWith("candidate-"))
                    .toList();
        }
    }

    private JobGraph job(Pipeline pipeline) {
        var spec = TrainerSpec.of(
                List.of(pipeline), 2, folder.resolve("windows").toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(Duration.ofHours(1).toMillis());
        var rows = env.fromSequence(0, Long.MAX_VALUE)
                .setParallelism(1)
                .flatMap(new RowsThenSilence(pipeline, ROWS))
                .returns(LabeledRow.class)
                .setParallelism(1);
        var signals = rows.filter(row -> false)
                .map(row -> Signal.finished(row.pipeline(), 0, 0))
                .returns(Signal.class);
        TrainerJob.define(spec, rows, signals).sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getJobGraph();
    }

    /** Boosting of so many trees that no fit ends while the test watches. */
    private static Pipeline slow() {
        Pipeline base = Examples.classification("p", ROWS, ROWS, new NJobs(2));
        Search s = base.search();
        var grid = new CandidateGrid(
                "gradient-boosting",
                Map.of("max_depth", List.of(ParameterValue.of(8), ParameterValue.of(9))),
                Map.of("n_estimators", ParameterValue.of(10_000)));
        return base.withSearch(new Search(List.of(grid), s.cv(), s.scoring(), s.refit(), s.seed()));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
