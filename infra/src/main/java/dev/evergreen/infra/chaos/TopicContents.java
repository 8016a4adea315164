package dev.evergreen.infra.chaos;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.WholeTopic;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what stands on a pipeline's topics, committed records alone. */
record TopicContents(KafkaConnection kafka, Topics topics) {

    Observed read() {
        return new Observed(
                all(topics.labeled(), ConsumerRecord::key),
                all(topics.models(), record -> winner(record.value())),
                all(
                        topics.searches(),
                        record -> Json.read(record.value(), SearchResult.class).round()),
                predictions(),
                evaluations(),
                all(topics.rejected(), record -> reason(Json.read(record.value(), Reject.class))));
    }

    List<String> predictions() {
        return all(
                topics.predictions(),
                record -> Json.read(record.value(), Prediction.class).id());
    }

    List<String> evaluations() {
        return all(
                topics.evaluations(),
                record -> Json.read(record.value(), Evaluation.class).id());
    }

    /** Its checksums are looked at too. */
    private static Winner winner(byte[] model) {
        try {
            return Winner.of(ModelFile.decode(model, Limits.MODEL).manifest());
        } catch (MalformedArtifactException e) {
            throw new IllegalStateException("a model that was published cannot be read", e);
        }
    }

    private static String reason(Reject reject) {
        return "%s at %s/%d offset %d".formatted(reject.reason(), reject.topic(), reject.partition(), reject.offset());
    }

    private <T> List<T> all(String topic, Function<ConsumerRecord<String, byte[]>, T> read) {
        var found = new ArrayList<T>();
        new WholeTopic(kafka, topic).forEach(record -> found.add(read.apply(record)));
        return found;
    }
}
