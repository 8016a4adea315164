package dev.evergreen.infra.cli;

import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.embedded.Parts.Part;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to run against a cluster.
 *
 * @param pipelines at least one, no two of one name or one topic prefix
 * @param parts at least one
 * @param stateDirectory where engines keep their state; exists and can be written to
 */
public record RunOptions(
        List<Pipeline> pipelines,
        KafkaConnection connection,
        Set<Part> parts,
        Path stateDirectory,
        DashboardOptions dashboard) {

    public RunOptions {
        pipelines = List.copyOf(pipelines);
        parts = Set.copyOf(parts);
    }
}
