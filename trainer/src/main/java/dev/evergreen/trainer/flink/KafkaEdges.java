package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.kafka.TopicSettings;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's edges on Kafka: exactly once in, exactly once out. */
public final class KafkaEdges {
    /** The broker's default limit: a job that is down for longer between checkpoint and commit loses what it published. */
    private static final String TRANSACTION_TIMEOUT_MS = "900000";

    private KafkaEdges() {}

    /**
     * Adds the whole job to an environment.
     *
     * @param client of every Kafka client, {@code bootstrap.servers} among them
     */
    public static void define(StreamExecutionEnvironment env, TrainerSpec spec, Properties client) {
        var labeled = read(env, spec, client, "labeled", Topics::labeled, OffsetsInitializer.earliest());
        SingleOutputStreamOperator<LabeledRow> rows = labeled.process(new RowParser(spec))
                .setParallelism(1)
                .uid("parse-rows")
                .name("parse rows");
        // Only what is ordered or finished from now on counts: the state knows the rest.
        var control = read(env, spec, client, "control", Topics::control, OffsetsInitializer.latest());
        var searches = read(env, spec, client, "searches", Topics::searches, OffsetsInitializer.latest());
        SingleOutputStreamOperator<Signal> signals = control.union(searches)
                .process(new SignalParser(spec))
                .setParallelism(1)
                .uid("parse-signals")
                .name("parse signals");
        TrainerJob.define(spec, rows, signals)
                .union(rows.getSideOutput(RowParser.REJECTED), signals.getSideOutput(SignalParser.REJECTED))
                .sinkTo(sink(spec, client))
                .setParallelism(1)
                .uid("kafka")
                .name("kafka");
    }

    private static DataStream<RawRecord> read(
            StreamExecutionEnvironment env,
            TrainerSpec spec,
            Properties client,
            String name,
            Function<Topics, String> topic,
            OffsetsInitializer start) {
        List<String> topics = spec.pipelines().values().stream()
                .map(Pipeline::topics)
                .map(topic)
                .toList();
        KafkaSource<RawRecord> source = KafkaSource.<RawRecord>builder()
                .setProperties(client)
                .setTopics(topics)
                .setGroupId("evergreen-trainer-" + spec.deployment())
                .setClientIdPrefix("evergreen-trainer-" + spec.deployment() + "-" + name)
                .setStartingOffsets(start)
                .setProperty("isolation.level", "read_committed")
                .setDeserializer(new RawRecordDeserializer())
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name)
                .setParallelism(1)
                .uid(name);
    }

    private static KafkaSink<OutputRecord> sink(TrainerSpec spec, Properties client) {
        var producer = new Properties();
        producer.putAll(client);
        producer.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
        producer.setProperty("max.request.size", Integer.toString(spec.maxModelBytes() + 64 * 1024));
        producer.setProperty("compression.type", TopicSettings.MODEL_COMPRESSION);
        return KafkaSink.<OutputRecord>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("evergreen-trainer-" + spec.deployment())
                .setRecordSerializer(new OutputSerializer())
                .build();
    }
}
