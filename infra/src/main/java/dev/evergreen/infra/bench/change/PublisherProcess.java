package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.kafka.TopicSettings;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stands in for the trainer: each byte on stdin has it publish the model once more, as the winner of the next round, and say
 * so. It ends with stdin. Megabytes are encoded, digested and compressed here, apart from those who measure.
 */
final class PublisherProcess {
    /** As the trainer sends them and their topic keeps them: a broker would compress them anew otherwise. */
    private static final Map<String, String> MODELS_WHOLE = Map.of(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Integer.toString(Limits.MODEL + Limits.ROOM),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            TopicSettings.MODEL_COMPRESSION);

    private PublisherProcess() {}

    /** What it says, one JSON object a line. */
    record Published(long round) {}

    /** @param arguments the bootstrap servers, the pipeline's file, the artifact's file, the model's seed */
    public static void main(String[] arguments) throws Exception {
        Pipeline pipeline = PipelineFile.load(Path.of(arguments[1])).getFirst();
        Models models = Models.read(pipeline, Path.of(arguments[2]), Long.parseLong(arguments[3]));
        var connection = new KafkaConnection(arguments[0], MODELS_WHOLE);
        try (var producer = connection.producer()) {
            for (long round = 1; System.in.read() >= 0; round++) {
                var model = new ProducerRecord<>(pipeline.topics().models(), pipeline.name(), models.ofRound(round));
                var _ = producer.send(model).get();
                System.out.println(new String(Json.write(new Published(round)), StandardCharsets.UTF_8));
            }
        }
    }
}
