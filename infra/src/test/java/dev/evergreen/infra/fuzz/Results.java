package dev.evergreen.infra.fuzz;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the stack publishes while it does, on a thread of its own, and keeps figures of it. */
final class Results implements AutoCloseable {
    /** Ids of events whose answers and evaluations are looked for one by one. */
    static final String WATCHED = "watched-";

    static final byte[] PROBE = Good.utf8("probe");

    private static final Reject.Header OURS =
            new Reject.Header(Sender.OURS.key(), Optional.of(bytes(Sender.OURS.value())));
    private static final Set<ModelEvent.Kind> OUTCOMES =
            Set.of(ModelEvent.Kind.PROMOTED, ModelEvent.Kind.ROLLED_BACK, ModelEvent.Kind.REFUSED);

    private final KafkaConnection kafka;
    private final Topics topics;
    private final Inputs inputs;
    private final Thread thread;
    private final Map<String, Long> ofTheStack = new HashMap<>();
    private final Set<String> probesReturned = new TreeSet<>();
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> unscored = new TreeSet<>();
    private final Set<String> evaluated = new TreeSet<>();
    private Optional<SearchResult> search = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private long records;
    private long outcomes;
    private volatile boolean closing;

    private Results(KafkaConnection kafka, Pipeline pipeline, Inputs inputs) {
        this.kafka = kafka;
        this.topics = pipeline.topics();
        this.inputs = inputs;
        this.thread = Thread.ofPlatform().name("results").unstarted(this::read);
    }

    static Results follow(KafkaConnection kafka, Pipeline pipeline, Inputs inputs) {
        var results = new Results(kafka, pipeline, inputs);
        results.thread.start();
        return results;
    }

    private void read() {
        var settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = Stream.of(
                            topics.rejected(),
                            topics.labeled(),
                            topics.searches(),
                            topics.models(),
                            topics.champions(),
                            topics.predictions(),
                            topics.evaluations(),
                            topics.modelEvents())
                    .map(topic -> new TopicPartition(topic, 0))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (!closing) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        records++;
        String topic = record.topic();
        if (topic.equals(topics.rejected())) {
            returned(Json.read(record.value(), Reject.class, Limits.REJECT));
            return;
        }
        if (record.headers().lastHeader(Sender.OURS.key()) != null) {
            return;
        }
        ofTheStack.merge(topic, 1L, Long::sum);
        if (topic.equals(topics.predictions())) {
            var prediction = Json.read(record.value(), Prediction.class);
            watched(prediction.scored() ? answered : unscored, prediction.id());
        } else if (topic.equals(topics.evaluations())) {
            watched(evaluated, Json.read(record.value(), Evaluation.class).id());
        } else if (topic.equals(topics.modelEvents())) {
            var event = Json.read(record.value(), ModelEvent.class);
            outcomes += event.cause() == ModelEvent.Cause.USER && OUTCOMES.contains(event.kind()) ? 1 : 0;
        } else if (topic.equals(topics.searches())) {
            search = Optional.of(Json.read(record.value(), SearchResult.class, Integer.MAX_VALUE));
        }
    }

    private void returned(Reject reject) {
        if (!reject.headers().equals(List.of(OURS))) {
            throw new AssertionError("%s, offset %d came back with the headers %s"
                    .formatted(reject.topic(), reject.offset(), reject.headers()));
        }
        if (reject.value().equals(Optional.of(bytes(PROBE)))) {
            probesReturned.add(reject.topic());
            return;
        }
        inputs.on(reject.topic()).orElseThrow().ledger().returned(reject);
    }

    private static void watched(Set<String> seen, String id) {
        if (id.startsWith(WATCHED) && !seen.add(id)) {
            throw new AssertionError(id + " is there twice");
        }
    }

    private synchronized void fail(Throwable failed) {
        failure = Optional.of(failed);
    }

    /** How many there were, which no longer rises when the stack stands still. */
    synchronized long records() {
        failure.ifPresent(failed -> {
            throw new AssertionError("results cannot be read", failed);
        });
        return records;
    }

    /** Those of a topic that we did not send there. */
    synchronized long ofTheStack(String topic) {
        return ofTheStack.getOrDefault(topic, 0L);
    }

    /** Orders of which a user could read what became of them. */
    synchronized long outcomes() {
        return outcomes;
    }

    synchronized Set<String> probesReturned() {
        return Set.copyOf(probesReturned);
    }

    /** By a model. */
    synchronized int answered() {
        return answered.size();
    }

    synchronized int evaluated() {
        return evaluated.size();
    }

    /** The last that the trainer published. */
    synchronized Optional<SearchResult> search() {
        return search;
    }

    private static Bytes bytes(byte[] content) {
        return Bytes.owning(content);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
