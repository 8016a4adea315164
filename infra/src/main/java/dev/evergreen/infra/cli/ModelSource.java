package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.ModelRecord;
import dev.evergreen.infra.kafka.ModelTopic;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose models to look at, and where. */
final class ModelSource {
    @Option(names = "--pipeline", paramLabel = "FILE.yaml", required = true, description = "The pipeline.")
    private Path pipeline = Path.of("");

    @Mixin
    private ConnectionOptions connection;

    Pipeline pipeline() {
        return PipelineFiles.pipeline(pipeline);
    }

    KafkaConnection connection() {
        return connection.connection();
    }

    /** By round; records that are no models are noted and left out. */
    List<ModelRecord.Published> read(Pipeline of, Output output) {
        var models = new ArrayList<ModelRecord.Published>();
        for (var entry : new ModelTopic(connection()).read(of)) {
            switch (entry) {
                case ModelRecord.Published p -> models.add(p);
                case ModelRecord.Unreadable u ->
                    output.note("evergreen: %s partition %d offset %d: %s"
                            .formatted(of.topics().models(), u.partition(), u.offset(), u.reason()));
            }
        }
        return models;
    }
}
