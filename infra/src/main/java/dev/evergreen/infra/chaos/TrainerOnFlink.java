package dev.evergreen.infra.chaos;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.ClusterOptions;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.SubmitOptions;
import dev.evergreen.infra.cluster.FlinkRefusal;
import dev.evergreen.infra.cluster.FlinkRest;
import dev.evergreen.infra.cluster.StandaloneCluster;
import dev.evergreen.infra.cluster.Submission;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.process.LoggedProcess;
import dev.evergreen.infra.process.Ports;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Flink cluster of processes with two TaskManagers, watched as {@code evergreen cluster start} does, and the trainer on it. */
final class TrainerOnFlink implements AutoCloseable {
    private static final int TASK_MANAGERS = 2;
    private static final int HEAP_MB = 256;

    private final StandaloneCluster cluster;
    private final FlinkRest rest;
    private final Thread watch;
    private volatile Optional<String> end = Optional.empty();

    private TrainerOnFlink(StandaloneCluster cluster, Output output) {
        this.cluster = cluster;
        this.rest = new FlinkRest(cluster.rest());
        this.watch = Thread.ofPlatform().name("watch-cluster").start(() -> watch(output));
    }

    /** Returns when every operator of the job runs. */
    static TrainerOnFlink start(Path folder, Pipeline pipeline, KafkaConnection kafka, Output output) throws Exception {
        var options = new ClusterOptions(TASK_MANAGERS, 1, Ports.free(), HEAP_MB, folder);
        var trainer = new TrainerOnFlink(StandaloneCluster.start(options), output);
        try {
            var submission = new SubmitOptions(
                    List.of(pipeline),
                    kafka,
                    trainer.cluster.rest(),
                    windows(folder).toUri().toString(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty());
            new Submission().run(submission, silent());
            return trainer;
        } catch (Exception failed) {
            trainer.close();
            throw failed;
        }
    }

    /** Standard output is for one result alone. */
    private static Output silent() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new Output(nowhere, nowhere, false);
    }

    /** Where the windows of rounds are, for a cluster in that folder. */
    static Path windows(Path folder) {
        return folder.resolve("windows");
    }

    private void watch(Output output) {
        try {
            cluster.watch(output::note);
        } catch (InterruptedException asked) {
            // Closed.
        } catch (IOException | BadInputException ended) {
            end = Optional.of(ended.getMessage());
        }
    }

    /** ZooKeeper first, then the JobManager. */
    List<LoggedProcess> members() {
        return cluster.members();
    }

    /** @throws StuckException if processes are not started again any more */
    void requireRunning() {
        if (end.isPresent()) {
            throw new StuckException(end.get());
        }
    }

    /** Whether a checkpoint that was begun after that is complete, and all TaskManagers are there. */
    boolean checkpointedSince(Instant then) throws InterruptedException {
        try {
            if (rest.overview().taskManagers() != TASK_MANAGERS) {
                return false;
            }
            for (FlinkRest.Job job : rest.jobs()) {
                if (!job.hasEnded()) {
                    return rest.checkpoint(job.id()).filter(then::isBefore).isPresent();
                }
            }
            return false;
        } catch (BadInputException | FlinkRefusal notYet) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            watch.interrupt();
            watch.join();
            rest.close();
            cluster.close();
        });
    }
}
