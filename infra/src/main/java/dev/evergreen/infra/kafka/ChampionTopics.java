package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Who of a pipeline's models answers, and orders to change that. */
public final class ChampionTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;

    public ChampionTopics(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Absent before the first model.
     *
     * @throws KafkaProblemException if the topic is not there or the cluster does not answer
     */
    public Optional<Lineup> lineup(Pipeline pipeline) {
        var newest = new AtomicReference<Optional<Lineup>>(Optional.empty());
        new WholeTopic(connection, pipeline.topics().champions())
                .forEach(r -> read(r.value(), Lineup.class)
                        .filter(l -> l.pipeline().equals(pipeline.name()))
                        .ifPresent(l -> newest.set(Optional.of(l))));
        return newest.get();
    }

    /**
     * Gives an order and waits for what becomes of it.
     *
     * @param order with a request that no other order has
     * @return absent if nobody answers in time
     * @throws KafkaProblemException if the topics are not there or the cluster does not answer
     */
    public Optional<ModelEvent> give(Pipeline pipeline, ControlMessage order, Duration within)
            throws InterruptedException {
        String answers = pipeline.topics().modelEvents();
        String control = pipeline.topics().control();
        new TopicAdmin(connection).require(List.of(answers, control));
        try (var consumer = connection.consumer();
                var producer = connection.producer()) {
            var partitions = consumer.partitionsFor(answers).stream()
                    .map(p -> new TopicPartition(answers, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // The end is looked up when it is asked for: it must be that before the order.
            partitions.forEach(consumer::position);
            producer.send(new ProducerRecord<>(control, pipeline.name(), Json.write(order)))
                    .get();
            return answer(consumer, order, within);
        } catch (ExecutionException e) {
            throw connection.problem(e.getCause() instanceof Exception cause ? cause : e);
        } catch (KafkaException e) {
            throw connection.problem(e);
        }
    }

    private static Optional<ModelEvent> answer(
            Consumer<String, byte[]> consumer, ControlMessage order, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : consumer.poll(POLL)) {
                var event = read(record.value(), ModelEvent.class)
                        .filter(e -> e.request().isPresent() && e.request().equals(order.request()));
                if (event.isPresent()) {
                    return event;
                }
            }
        }
        return Optional.empty();
    }

    /** What others wrote on a topic is passed over. */
    private static <T> Optional<T> read(byte[] value, Class<T> type) {
        try {
            return value == null ? Optional.empty() : Optional.of(Json.read(value, type));
        } catch (MalformedJson notOurs) {
            return Optional.empty();
        }
    }
}
