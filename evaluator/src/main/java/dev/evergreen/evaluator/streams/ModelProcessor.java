package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.scoring.ModelCheck;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in a pipeline's models on the one thread that updates global stores, and keeps those that fit in its store.
 *
 * <p>Kafka Streams 4.2 restores such a store by running this processor over what is new on the topic since the checkpoint;
 * {@code init} comes before that and finds the rest in the store.
 */
final class ModelProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelProcessor.class);

    private final Pipeline pipeline;
    private final String storeName;
    private final ModelShelf shelf;
    private final SparingLog refusals = new SparingLog(LOG::warn);
    private ModelStore store;
    private Sensor accepted;
    private Sensor refused;
    private Sensor repeated;
    private Optional<byte[]> last = Optional.empty();

    ModelProcessor(Pipeline pipeline, String storeName, ModelShelf shelf) {
        this.pipeline = pipeline;
        this.storeName = storeName;
        this.shelf = shelf;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = new ModelStore(context.getStateStore(storeName), Fingerprint.of(pipeline));
        var meters = new Meters(context, pipeline.name());
        accepted = meters.counter("models-accepted", "Models that may come to serve");
        refused = meters.counter("models-refused", "Messages on the models topic that are no model of this pipeline");
        repeated = meters.counter("models-repeated", "Messages on the models topic that are the newest model again");
        shelf.open(store.rounds(), store::bytes);
        last = shelf.kept().isEmpty()
                ? Optional.empty()
                : store.bytes(shelf.kept().lastKey());
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        byte[] bytes = message.value();
        if (bytes == null) {
            refuse("no value");
        } else if (last.filter(l -> Arrays.equals(l, bytes)).isPresent()) {
            // As it may come after a crash.
            repeated.record();
        } else {
            take(bytes);
        }
    }

    private void take(byte[] bytes) {
        switch (shelf.check(bytes)) {
            case ModelCheck.Accepted a -> {
                store.put(a.model().round(), a.trainedUpTo(), bytes);
                shelf.arrived(a);
                last = Optional.of(bytes);
                accepted.record();
                LOG.info(
                        "{}: the model of round {} is here",
                        pipeline.name(),
                        a.model().round());
                shelf.surplus().forEach(this::drop);
            }
            case ModelCheck.Refused r -> refuse(r.reason());
        }
    }

    private void refuse(String reason) {
        refused.record();
        refusals.say("%s: a model was refused: %s".formatted(pipeline.name(), reason));
    }

    private void drop(long round) {
        shelf.gone(round);
        store.remove(round);
    }
}
