package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to run on which Flink cluster.
 *
 * @param pipelines at least one, no two of one name or one topic prefix
 * @param connection as the cluster reaches Kafka
 * @param flink address of the REST API, without a slash at its end
 * @param snapshots URI of a folder that every TaskManager can read and write
 * @param savepoints URI of the folder for savepoints; as the cluster is configured if empty
 * @param jar the trainer's, instead of the one that the build made
 * @param fresh whether a job of the same pipelines that runs there is cancelled rather than gone on with
 * @param from savepoint to begin with; none together with {@code fresh}
 */
public record SubmitOptions(
        List<Pipeline> pipelines,
        KafkaConnection connection,
        URI flink,
        String snapshots,
        Optional<String> savepoints,
        Optional<Path> jar,
        boolean fresh,
        Optional<String> from) {

    public SubmitOptions {
        pipelines = List.copyOf(pipelines);
    }
}
