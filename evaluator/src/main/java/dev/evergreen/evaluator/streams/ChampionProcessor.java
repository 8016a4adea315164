package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.HashSet;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows which models are to answer, on the one thread that updates global stores, in every instance. */
final class ChampionProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionProcessor.class);

    private final Pipeline pipeline;
    private final String storeName;
    private final ModelShelf shelf;
    private final SparingLog refusals = new SparingLog(LOG::warn);
    private KeyValueStore<String, byte[]> store;
    private Sensor round;
    private Sensor accepted;
    private Sensor refused;

    ChampionProcessor(Pipeline pipeline, String storeName, ModelShelf shelf) {
        this.pipeline = pipeline;
        this.storeName = storeName;
        this.shelf = shelf;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
        var meters = new Meters(context, pipeline.name());
        round = meters.gauge("model-round", "Round of the model that is to give the predictions");
        accepted = meters.counter("champions-accepted", "Line-ups of this pipeline on the champions topic");
        refused = meters.counter("champions-refused", "Messages on the champions topic that are no line-up");
        Optional.ofNullable(store.get(pipeline.name())).ifPresent(this::take);
    }

    @Override
    public void process(Record<String, byte[]> message) {
        if (take(message.value())) {
            store.put(pipeline.name(), message.value());
            accepted.record();
        }
    }

    /** Bytes on a topic come from outside: what is no line-up of this pipeline leaves the old one where it is. */
    private boolean take(byte[] bytes) {
        if (bytes == null) {
            return refuse("no value");
        }
        Lineup lineup;
        try {
            lineup = Json.read(bytes, Lineup.class);
        } catch (MalformedJson e) {
            return refuse(e.getMessage());
        }
        if (!lineup.pipeline().equals(pipeline.name())) {
            return refuse("of another pipeline");
        }
        var rounds = new HashSet<>(lineup.challengers());
        if (rounds.size() < lineup.challengers().size() || rounds.contains(lineup.champion())) {
            return refuse("a model is there twice");
        }
        round.record((double) lineup.champion());
        shelf.lineUp(lineup);
        return true;
    }

    private boolean refuse(String reason) {
        refused.record();
        refusals.say("%s: a line-up was refused: %s".formatted(pipeline.name(), reason));
        return false;
    }
}
