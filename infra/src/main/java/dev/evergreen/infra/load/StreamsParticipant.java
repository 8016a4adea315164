package dev.evergreen.infra.load;

import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.ingest.streams.IngestApp;
import dev.evergreen.ingest.streams.IngestConfig;
import dev.evergreen.ingest.streams.StreamsApp;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** A part that runs on Kafka Streams, as {@code evergreen run --parts} has it. */
record StreamsParticipant(StreamsApp app, String bootstrapServers) implements Participant {
    private static final Map<String, String> AT_ONCE =
            Map.of(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "0");

    /** No setting is changed for the measurement. */
    static StreamsParticipant ingest(Assignment told) throws InterruptedException {
        var config = new IngestConfig(told.bootstrapServers(), told.name(), told.state(), Map.of());
        return start(new IngestApp(List.of(told.load()), config), told);
    }

    /**
     * Its producer waits for nothing: a prediction arrives when it was made.
     *
     * @param answers hears the round of each model that begins to answer, on one of the evaluator's threads
     */
    static StreamsParticipant evaluator(Assignment told, LongConsumer answers) throws InterruptedException {
        var config = new EvaluatorConfig(told.bootstrapServers(), told.name(), told.state(), AT_ONCE);
        return start(new EvaluatorApp(List.of(told.load()), config, (_, round) -> answers.accept(round)), told);
    }

    private static StreamsParticipant start(StreamsApp app, Assignment told) throws InterruptedException {
        app.start();
        return new StreamsParticipant(app, told.bootstrapServers());
    }

    @Override
    public boolean running() {
        return app.running();
    }

    @Override
    public void close() {
        app.close();
    }
}
