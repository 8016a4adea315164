package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Where pipelines are given orders. */
public record ControlTopic(KafkaConnection connection) {

    /**
     * Returns when the broker has the order.
     *
     * @throws KafkaProblemException if it does not take it
     */
    public void send(Pipeline pipeline, ControlMessage order) throws InterruptedException {
        try (var producer = connection.producer()) {
            producer.send(new ProducerRecord<>(pipeline.topics().control(), pipeline.name(), Json.write(order)))
                    .get();
        } catch (ExecutionException e) {
            throw connection.problem(e.getCause() instanceof Exception cause ? cause : e);
        } catch (KafkaException e) {
            throw connection.problem(e);
        }
    }
}
