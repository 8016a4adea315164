package dev.evergreen.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.ingest.streams.IngestConfig;
import dev.evergreen.ingest.streams.StreamsSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
    private static final Map<String, String> SECRET = Map.of("ssl.key.password", "s3cret", "sasl.mechanism", "PLAIN");
    private static final Path STATE = Path.of("state");

    @Test
    void whatIsPrintedNamesPropertiesWithoutTheirValues() {
        assertThat(new KafkaConnection("kafka:9093", SECRET))
                .hasToString("Kafka at kafka:9093 with the properties [sasl.mechanism, ssl.key.password]");
        assertThat(new IngestConfig("kafka:9093", "elec", STATE, SECRET))
                .hasToString("evergreen-ingest-elec at kafka:9093 with [sasl.mechanism, ssl.key.password]");
        assertThat(new EvaluatorConfig("kafka:9093", "elec", STATE, SECRET))
                .hasToString("evergreen-evaluator-elec at kafka:9093 with [sasl.mechanism, ssl.key.password]");
        assertThat(new StreamsSettings("app", "kafka:9093", STATE, SECRET))
                .hasToString("app at kafka:9093 with [sasl.mechanism, ssl.key.password]");
    }
}
