package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Waiting;
import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.evaluator.scoring.CurrentModel;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Scoring and evaluation of some pipelines as one topology: models to every instance, features and labeled rows joined by
 * partition, figures counted in one place for each pipeline.
 */
public final class EvaluatorTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private EvaluatorTopology() {}

    /** @throws IllegalArgumentException if two pipelines share a name or a topic prefix */
    public static Topology define(List<Pipeline> pipelines, ModelListener listener) {
        return define(pipelines, Extent.DEFAULT, listener);
    }

    static Topology define(List<Pipeline> pipelines, Extent extent, ModelListener listener) {
        requireDistinct(pipelines, Pipeline::name);
        requireDistinct(pipelines, p -> p.topics().prefix());
        var builder = new StreamsBuilder();
        for (Pipeline pipeline : pipelines) {
            var current = new AtomicReference<>(CurrentModel.NONE);
            models(builder, pipeline, current, listener);
            var emitted = answers(builder, pipeline, current);
            predictions(emitted, pipeline);
            evaluations(builder, emitted, pipeline, extent);
        }
        return builder.build();
    }

    static void models(
            StreamsBuilder builder, Pipeline pipeline, AtomicReference<CurrentModel> current, ModelListener listener) {
        String store = pipeline.name() + "-models";
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.String(), BYTES),
                pipeline.topics().models(),
                Consumed.with(Serdes.String(), BYTES),
                () -> new ModelProcessor(pipeline, store, current, listener));
    }

    private static KStream<byte[], Emitted> answers(
            StreamsBuilder builder, Pipeline pipeline, AtomicReference<CurrentModel> current) {
        String store = pipeline.name() + "-answers";
        Topics topics = pipeline.topics();
        Waiting waiting = Waiting.forLabelsWithin(pipeline.labelsWithin());
        builder.addStateStore(store(store).withCachingEnabled());
        return builder.stream(List.of(topics.features(), topics.labeled()), Consumed.with(BYTES, BYTES))
                .process(
                        () -> new AnswerProcessor(pipeline, waiting, store, current::get),
                        Named.as(pipeline.name() + "-answer"),
                        store);
    }

    private static void predictions(KStream<byte[], Emitted> emitted, Pipeline pipeline) {
        emitted.flatMapValues(e -> switch (e) {
                    case Emitted.Answered answered -> List.of(Json.write(answered.prediction()));
                    case Emitted.Joined joined -> List.<byte[]>of();
                })
                .to(pipeline.topics().predictions(), Produced.with(BYTES, BYTES));
    }

    /** Through one partition, whatever the number of the features': figures are of all rows, in one order. */
    private static void evaluations(
            StreamsBuilder builder, KStream<byte[], Emitted> emitted, Pipeline pipeline, Extent extent) {
        String store = pipeline.name() + "-figures";
        byte[] key = pipeline.name().getBytes(StandardCharsets.UTF_8);
        builder.addStateStore(store(store).withCachingEnabled());
        emitted.flatMap((id, e) -> switch (e) {
                    case Emitted.Answered answered -> List.<KeyValue<byte[], byte[]>>of();
                    case Emitted.Joined joined -> List.of(KeyValue.pair(key, JoinCodec.write(joined.met())));
                })
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(pipeline.name() + "-joined")
                        .withNumberOfPartitions(1))
                .process(
                        () -> new EvaluationProcessor(pipeline, extent, store),
                        Named.as(pipeline.name() + "-evaluate"),
                        store)
                .mapValues(Json::write)
                .to(pipeline.topics().evaluations(), Produced.with(BYTES, BYTES));
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), BYTES);
    }

    private static void requireDistinct(List<Pipeline> pipelines, Function<Pipeline, String> what) {
        if (pipelines.stream().map(what).distinct().count() < pipelines.size()) {
            throw new IllegalArgumentException("two pipelines share a name or a prefix: "
                    + pipelines.stream().map(what).toList());
        }
    }
}
