package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.learner.Learners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The trainer as a job of its own, for {@code flink run}:
 *
 * <pre>
 * flink run evergreen-trainer-*-flink.jar --pipeline electricity.yaml --bootstrap-servers kafka:9092 \
 *     --snapshots s3://bucket/evergreen [--n-jobs 4] [--cores 4]
 * </pre>
 *
 * Checkpointing, state backend and restarts are the cluster's configuration; a result appears when a checkpoint is
 * complete.
 */
public final class TrainerMain {
    private static final String USAGE =
            "--pipeline FILE.yaml[,FILE.yaml…] --bootstrap-servers HOST:PORT --snapshots URI [--n-jobs J] [--cores N]";
    private static final long DEFAULT_CHECKPOINT_MS = 10_000;

    private TrainerMain() {}

    public static void main(String[] args) throws Exception {
        ParameterTool options = ParameterTool.fromArgs(args);
        for (String needed : List.of("pipeline", "bootstrap-servers", "snapshots")) {
            if (!options.has(needed)) {
                throw new ProgramParametrizationException("--%s is missing; usage: %s".formatted(needed, USAGE));
            }
        }
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(DEFAULT_CHECKPOINT_MS);
        }
        int cores = options.getInt("cores", Runtime.getRuntime().availableProcessors());
        var client = new Properties();
        client.setProperty("bootstrap.servers", options.get("bootstrap-servers"));
        List<Pipeline> pipelines = pipelines(options);
        var spec = TrainerSpec.of(pipelines, cores, options.get("snapshots"));
        KafkaEdges.define(env, spec.after(RoundsBefore.read(pipelines, client)), client);
        env.execute("evergreen-trainer");
    }

    private static List<Pipeline> pipelines(ParameterTool options) {
        try {
            var pipelines = new ArrayList<Pipeline>();
            for (String file : options.get("pipeline").split(",", -1)) {
                for (Pipeline pipeline : PipelineFile.load(Path.of(file))) {
                    Learners.standard().check(pipeline);
                    pipelines.add(
                            options.has("n-jobs") ? pipeline.withNJobs(new NJobs(options.getInt("n-jobs"))) : pipeline);
                }
            }
            return pipelines;
        } catch (InvalidPipelineException bad) {
            throw new ProgramParametrizationException(bad.getMessage());
        }
    }
}
