package dev.evergreen.infra.bench.change;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes models champions, one after another. It hears from the evaluator which one answers. For one thread. */
final class Champions implements ModelListener {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Pipeline pipeline;
    private final Models models;
    private final BlockingQueue<Long> answering = new LinkedBlockingQueue<>();
    private long round;
    private long quietSince;

    Champions(Pipeline pipeline, Models models) {
        this.pipeline = pipeline;
        this.models = models;
    }

    @Override
    public void modelLoaded(String of, long loaded) {
        answering.add(loaded);
    }

    /**
     * Sends the model of the next round and returns when it answers.
     *
     * @throws IllegalStateException if another does, or none after a minute
     */
    Change next(Producer<String, byte[]> producer) throws InterruptedException, ExecutionException {
        byte[] model = models.ofRound(++round);
        long sent = System.nanoTime();
        producer.send(new ProducerRecord<>(pipeline.topics().models(), pipeline.name(), model))
                .get();
        Long loaded = answering.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (loaded == null || loaded != round) {
            throw new IllegalStateException("the model of round %d does not answer within %d s, but %s"
                    .formatted(
                            round,
                            PATIENCE.toSeconds(),
                            loaded == null ? "the one before" : "that of round " + loaded));
        }
        var change = new Change(quietSince, sent, System.nanoTime());
        quietSince = Silences.end(change);
        return change;
    }
}
