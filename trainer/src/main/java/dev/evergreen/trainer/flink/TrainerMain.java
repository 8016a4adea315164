package dev.evergreen.trainer.flink;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The trainer as a job of its own, for {@code flink run}:
 *
 * <pre>
 * flink run evergreen-trainer-*-flink.jar --pipeline electricity.yaml --bootstrap-servers kafka:9092 \
 *     --snapshots s3://bucket/evergreen [--n-jobs 4] [--cores 4] [--properties kafka.properties]
 * </pre>
 *
 * Checkpointing, state backend and restarts are the cluster's configuration; a result appears when a checkpoint is
 * complete.
 */
public final class TrainerMain {
    private static final long DEFAULT_CHECKPOINT_MS = 10_000;

    private TrainerMain() {}

    public static void main(String[] args) throws Exception {
        TrainerOptions options = TrainerOptions.parse(args);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(DEFAULT_CHECKPOINT_MS);
        }
        TrainerSpec spec = options.spec();
        var pipelines = List.copyOf(spec.pipelines().values());
        KafkaEdges.define(env, spec.after(RoundsBefore.read(pipelines, options.client())), options.client());
        env.execute(spec.jobName());
    }
}
