package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes models champions, one after another. The evaluator says which one answers. For one thread. */
final class Champions {
    private final Pipeline pipeline;
    private final Models models;
    private final LoadMember evaluator;
    private final Producer<String, byte[]> producer;
    private long round;
    private long quietSince;

    /** @param producer of models alone: events would wait behind 10 MB on one that is shared */
    Champions(Pipeline pipeline, Models models, LoadMember evaluator, Producer<String, byte[]> producer) {
        this.pipeline = pipeline;
        this.models = models;
        this.evaluator = evaluator;
        this.producer = producer;
    }

    /**
     * Sends the model of the next round and returns when it answers.
     *
     * @throws dev.evergreen.infra.cli.BadInputException if none does in time
     * @throws IllegalStateException if another does
     */
    Change next() throws InterruptedException, ExecutionException {
        byte[] model = models.ofRound(++round);
        long sent = System.nanoTime();
        producer.send(new ProducerRecord<>(pipeline.topics().models(), pipeline.name(), model))
                .get();
        long answering = evaluator.awaitNextModel();
        if (answering != round) {
            throw new IllegalStateException(
                    "the model of round %d was to answer, and that of round %d does".formatted(round, answering));
        }
        var change = new Change(quietSince, sent, System.nanoTime());
        quietSince = Silences.end(change);
        return change;
    }
}
