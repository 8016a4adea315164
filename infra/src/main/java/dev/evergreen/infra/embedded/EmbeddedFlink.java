package dev.evergreen.infra.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink in this JVM, with its web page, running one job: takes up the newest checkpoint of its folder if there is one. */
public final class EmbeddedFlink implements AutoCloseable {
    /** The first free one of them. */
    private static final String WEB_PORTS = "8081-8180";

    private static final Duration CANCEL = Duration.ofSeconds(20);
    private static final Duration SAVEPOINT = Duration.ofSeconds(60);

    /** With pauses that grow from one second, two minutes in all. */
    private static final int RESTARTS = 10;

    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

    private final JobClient job;
    private final LocalCluster cluster;
    private final CompletableFuture<JobExecutionResult> end;
    private final URI webUi;

    private EmbeddedFlink(JobClient job, LocalCluster cluster, URI webUi) {
        this.job = job;
        this.cluster = cluster;
        // Asked now: with the job's end the cluster goes, and answers nothing any more.
        this.end = job.getJobExecutionResult();
        this.webUi = webUi;
    }

    /**
     * Starts the cluster and the job, which ends if it fails again and again.
     *
     * @param name of the job
     * @param state folder for checkpoints
     * @param checkpointEvery what has been found out appears on Kafka so often
     * @param define adds the job to an environment
     */
    public static EmbeddedFlink start(
            String name, Path state, Duration checkpointEvery, Consumer<StreamExecutionEnvironment> define)
            throws Exception {
        return start(name, state, checkpointEvery, RESTARTS, define);
    }

    static EmbeddedFlink start(
            String name,
            Path state,
            Duration checkpointEvery,
            int restarts,
            Consumer<StreamExecutionEnvironment> define)
            throws Exception {
        Configuration configuration = configuration(state, checkpointEvery, restarts);
        var cluster = new LocalCluster();
        try {
            var env = cluster.environment(configuration);
            define.accept(env);
            return Uninterrupted.call(() -> new EmbeddedFlink(env.executeAsync(name), cluster, cluster.webPage()));
        } catch (Exception failed) {
            Uninterrupted.run(cluster::close);
            throw failed;
        }
    }

    private static Configuration configuration(Path state, Duration checkpointEvery, int restarts) throws IOException {
        var configuration = new Configuration();
        Path checkpoints = state.resolve("checkpoints");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, WEB_PORTS);
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, restarts);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, FORGIVEN_AFTER);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        Checkpoints.newest(checkpoints).ifPresent(newest -> {
            configuration.set(
                    StateRecoveryOptions.SAVEPOINT_PATH, newest.toUri().toString());
            configuration.set(
                    StateRecoveryOptions.RESTORE_MODE,
                    Checkpoints.isSavepoint(newest) ? RecoveryClaimMode.NO_CLAIM : RecoveryClaimMode.CLAIM);
        });
        return configuration;
    }

    /** Where a browser finds Flink's page. */
    public URI webUi() {
        return webUi;
    }

    /**
     * @throws dev.evergreen.infra.kafka.KafkaProblemException if the job has ended because of Kafka
     * @throws IllegalStateException if the job has ended for another reason, with the cause
     */
    public void requireRunning() {
        if (running()) {
            return;
        }
        try {
            end.join();
        } catch (CompletionException | CancellationException failed) {
            throw Broken.because("the Flink job failed", Optional.ofNullable(failed.getCause()));
        }
        throw new IllegalStateException("the Flink job has ended");
    }

    boolean running() {
        return !end.isDone();
    }

    /** Ends the job with a savepoint in that folder; one that is started on the same folder takes it up. */
    Path stopWithSavepoint(Path folder) throws Exception {
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(SAVEPOINT.toSeconds(), TimeUnit.SECONDS);
        awaitEnd();
        return Path.of(URI.create(savepoint));
    }

    /** Cancels the job and waits until it and its cluster are gone; its checkpoints stay. */
    @Override
    public void close() throws Exception {
        try (cluster) {
            if (!end.isDone()) {
                job.cancel().get(CANCEL.toSeconds(), TimeUnit.SECONDS);
                awaitEnd();
            }
        }
    }

    private void awaitEnd() throws Exception {
        try {
            end.get(CANCEL.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException cancelled) {
            // That is how Flink reports what was asked for.
        }
    }
}
