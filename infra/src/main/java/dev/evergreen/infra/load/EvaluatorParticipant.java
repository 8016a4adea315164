package dev.evergreen.infra.load;

import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The evaluator as {@code evergreen run --parts evaluator} has it, but that its producer waits for nothing: a prediction
 * arrives when it was made.
 */
record EvaluatorParticipant(EvaluatorApp app, String bootstrapServers) implements Participant {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Map<String, String> AT_ONCE =
            Map.of(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "0");

    /** @param answers hears the round of each model that begins to answer, on one of the evaluator's threads */
    static Participant start(Assignment told, LongConsumer answers) throws InterruptedException {
        var config = new EvaluatorConfig(told.bootstrapServers(), told.name(), told.state(), AT_ONCE);
        var app = new EvaluatorApp(List.of(told.load()), config, (_, round) -> answers.accept(round));
        app.start(START);
        return new EvaluatorParticipant(app, told.bootstrapServers());
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
