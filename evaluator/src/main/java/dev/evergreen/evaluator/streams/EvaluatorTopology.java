package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Waiting;
import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * partition, figures counted, drift looked for and champions made in one place for each pipeline.
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
            var shelf = new ModelShelf(pipeline, listener);
            models(builder, pipeline, shelf);
            var emitted = answers(builder, pipeline, shelf);
            predictions(emitted, pipeline);
            var outgoing = contest(builder, emitted, pipeline, extent, shelf);
            evaluations(outgoing, pipeline);
            decisions(outgoing, pipeline);
            alarms(outgoing, pipeline);
        }
        return builder.build();
    }

    /** Line-ups before models: what is read again from the topics must not be dropped because nobody knew it was needed. */
    static void models(StreamsBuilder builder, Pipeline pipeline, ModelShelf shelf) {
        String champions = pipeline.name() + "-champions";
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(champions), Serdes.String(), BYTES),
                pipeline.topics().champions(),
                Consumed.with(Serdes.String(), BYTES),
                () -> new ChampionProcessor(pipeline, champions, shelf));
        String models = ModelStore.nameFor(pipeline);
        builder.addGlobalStore(
                store(models),
                pipeline.topics().models(),
                Consumed.with(BYTES, BYTES),
                () -> new ModelProcessor(pipeline, models, shelf));
    }

    private static KStream<byte[], Emitted> answers(StreamsBuilder builder, Pipeline pipeline, ModelShelf shelf) {
        String store = pipeline.name() + "-answers";
        Topics topics = pipeline.topics();
        Waiting waiting = Waiting.forLabelsWithin(pipeline.labelsWithin());
        builder.addStateStore(store(store).withCachingEnabled());
        return builder.stream(List.of(topics.features(), topics.labeled()), Consumed.with(BYTES, BYTES))
                .process(
                        () -> new AnswerProcessor(pipeline, waiting, store, shelf::serving),
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

    /**
     * Through one partition, whatever the number of the features', and with users' orders: figures are of all rows, in one
     * order, and there is one place that decides who is champion.
     */
    private static KStream<byte[], Outgoing> contest(
            StreamsBuilder builder,
            KStream<byte[], Emitted> emitted,
            Pipeline pipeline,
            Extent extent,
            ModelShelf shelf) {
        String figures = pipeline.name() + "-figures";
        String contest = pipeline.name() + "-contest";
        String drift = pipeline.name() + "-drift";
        byte[] key = pipeline.name().getBytes(StandardCharsets.UTF_8);
        builder.addStateStore(store(figures).withCachingEnabled());
        builder.addStateStore(store(contest).withCachingEnabled());
        builder.addStateStore(store(drift).withCachingEnabled());
        KStream<byte[], byte[]> orders = builder.stream(pipeline.topics().control(), Consumed.with(BYTES, BYTES))
                .filter((any, order) -> order != null)
                .map((any, order) -> KeyValue.pair(key, JoinCodec.writeOrder(order)));
        return emitted.flatMap((id, e) -> switch (e) {
                    case Emitted.Answered answered -> List.<KeyValue<byte[], byte[]>>of();
                    case Emitted.Joined joined -> List.of(KeyValue.pair(key, JoinCodec.write(joined)));
                })
                .merge(orders)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(pipeline.name() + "-joined")
                        .withNumberOfPartitions(1))
                .process(
                        () -> new EvaluationProcessor(pipeline, extent, figures, contest, drift, shelf::kept),
                        Named.as(pipeline.name() + "-evaluate"),
                        figures,
                        contest,
                        drift);
    }

    private static void evaluations(KStream<byte[], Outgoing> outgoing, Pipeline pipeline) {
        outgoing.flatMapValues(o -> switch (o) {
                    case Outgoing.Evaluated e -> List.of(Json.write(e.evaluation()));
                    case Outgoing.Decided _, Outgoing.LinedUp _, Outgoing.Alarmed _, Outgoing.Ordered _ ->
                        List.<byte[]>of();
                })
                .to(pipeline.topics().evaluations(), Produced.with(BYTES, BYTES));
    }

    private static void decisions(KStream<byte[], Outgoing> outgoing, Pipeline pipeline) {
        outgoing.flatMapValues(o -> switch (o) {
                    case Outgoing.Decided d -> List.of(Json.write(d.decision()));
                    case Outgoing.Evaluated _, Outgoing.LinedUp _, Outgoing.Alarmed _, Outgoing.Ordered _ ->
                        List.<byte[]>of();
                })
                .to(pipeline.topics().modelEvents(), Produced.with(BYTES, BYTES));
        outgoing.flatMapValues(o -> switch (o) {
                    case Outgoing.LinedUp l -> List.of(Json.write(l.lineup()));
                    case Outgoing.Evaluated _, Outgoing.Decided _, Outgoing.Alarmed _, Outgoing.Ordered _ ->
                        List.<byte[]>of();
                })
                .to(pipeline.topics().champions(), Produced.with(BYTES, BYTES));
    }

    /** Orders come back by the same topic as users' do, and so does everyone see them. */
    private static void alarms(KStream<byte[], Outgoing> outgoing, Pipeline pipeline) {
        outgoing.flatMapValues(o -> switch (o) {
                    case Outgoing.Alarmed a -> List.of(Json.write(a.alarm()));
                    case Outgoing.Evaluated _, Outgoing.Decided _, Outgoing.LinedUp _, Outgoing.Ordered _ ->
                        List.<byte[]>of();
                })
                .to(pipeline.topics().drift(), Produced.with(BYTES, BYTES));
        outgoing.flatMapValues(o -> switch (o) {
                    case Outgoing.Ordered order -> List.of(Json.write(order.order()));
                    case Outgoing.Evaluated _, Outgoing.Decided _, Outgoing.LinedUp _, Outgoing.Alarmed _ ->
                        List.<byte[]>of();
                })
                .to(pipeline.topics().control(), Produced.with(BYTES, BYTES));
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
