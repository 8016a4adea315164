package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.scoring.CurrentModel;
import dev.evergreen.evaluator.scoring.ModelCheck;
import dev.evergreen.evaluator.scoring.ModelGate;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in a pipeline's models on the one thread that updates global stores, and keeps the newest that fits in its store.
 *
 * <p>Kafka Streams 4.2 restores such a store by running this processor over what is new on the topic since the checkpoint,
 * older versions by copying raw records. In both cases {@code init} finds the newest model in the store: it is called
 * before the one and after the other.
 */
final class ModelProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelProcessor.class);

    private final Pipeline pipeline;
    private final ModelGate gate;
    private final String storeName;
    private final AtomicReference<CurrentModel> current;
    private final ModelListener listener;
    private KeyValueStore<String, byte[]> store;
    private Sensor round;
    private Sensor accepted;
    private Sensor refused;

    ModelProcessor(Pipeline pipeline, String storeName, AtomicReference<CurrentModel> current, ModelListener listener) {
        this.pipeline = pipeline;
        this.gate = new ModelGate(pipeline);
        this.storeName = storeName;
        this.current = current;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
        var meters = new Meters(context, pipeline.name());
        round = meters.gauge("model-round", "Round of the model that answers now");
        accepted = meters.counter("models-accepted", "Models that came to serve");
        refused = meters.counter("models-refused", "Messages on the models topic that are no model of this pipeline");
        byte[] newest = store.get(pipeline.name());
        if (newest != null && current.get().model().isEmpty()) {
            take(newest);
        }
    }

    @Override
    public void process(Record<String, byte[]> message) {
        if (message.value() != null && take(message.value())) {
            store.put(pipeline.name(), message.value());
        }
    }

    private boolean take(byte[] bytes) {
        ModelCheck check = gate.check(bytes);
        current.updateAndGet(before -> before.after(check));
        return switch (check) {
            case ModelCheck.Accepted a -> {
                round.record((double) a.model().round());
                accepted.record();
                LOG.info(
                        "{}: the model of round {} answers from now on",
                        pipeline.name(),
                        a.model().round());
                listener.modelLoaded(pipeline.name(), a.model().round());
                yield true;
            }
            case ModelCheck.Refused r -> {
                refused.record();
                LOG.warn("{}: a model was refused: {}", pipeline.name(), r.reason());
                yield false;
            }
        };
    }
}
